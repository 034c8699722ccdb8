# hotfix-lint for Kakoune, through kak-lsp. In kakrc, behind `eval %sh{kak-lsp}`:
#
#     source /path/to/hotfix-lint/editors/kakoune/hotfix-lint.kak
#     lsp-enable
#
# It stands in place of what kak-lsp would start for Markdown and YAML otherwise: add the tables of other servers that
# you use beside it, such as
#
#     [marksman]
#     root_globs = [".marksman.toml"]
#     args = ["server"]

hook -group hotfix-lint global BufSetOption filetype=(?:markdown|yaml) %{
    set-option buffer lsp_servers %{
        [hotfix-lint]
        root_globs = ["hotfix-lint.yaml", "hotfix-lint.yml", ".git", ".hg"]
        args = ["server"]
    }
}
