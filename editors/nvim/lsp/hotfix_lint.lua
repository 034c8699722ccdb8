-- hotfix-lint in Neovim 0.11 and later. With this folder in 'runtimepath': vim.lsp.enable('hotfix_lint')
---@type vim.lsp.Config
return require('hotfix_lint.server').config
