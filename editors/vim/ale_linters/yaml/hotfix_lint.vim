call hotfix_lint#define('yaml')
