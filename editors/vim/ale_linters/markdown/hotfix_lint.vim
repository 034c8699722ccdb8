call hotfix_lint#define('markdown')
