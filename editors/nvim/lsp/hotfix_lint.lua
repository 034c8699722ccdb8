-- hotfix-lint in Neovim 0.11 and later. With this folder in 'runtimepath': vim.lsp.enable('hotfix_lint')
---@type vim.lsp.Config
return {
  cmd = { 'hotfix-lint', 'server' },
  filetypes = { 'markdown', 'yaml' },
  -- The nearest configuration, or else the repository: one server for each.
  root_markers = { { 'hotfix-lint.yaml', 'hotfix-lint.yml' }, '.git' },
}
