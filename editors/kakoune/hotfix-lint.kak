# hotfix-lint for Kakoune, through kak-lsp. In kakrc, behind `eval %sh{kak-lsp}`:
#
#     source /path/to/hotfix-lint/editors/kakoune/hotfix-lint.kak
#     lsp-enable
#
# Other servers for Markdown and YAML keep running beside it.

hook -group hotfix-lint global BufSetOption filetype=(?:markdown|yaml) %{
    set-option -add buffer lsp_servers %{
        [hotfix-lint]
        root_globs = ["hotfix-lint.yaml", "hotfix-lint.yml", ".git", ".hg"]
        args = ["server"]
    }
}
