-- The commands, and the verdict for the status line. Nothing is loaded before it is used.
if vim.g.loaded_hotfix_lint then
  return
end
vim.g.loaded_hotfix_lint = true

---@param name string
---@param description string
---@param run fun(argument: string)
---@param complete? fun(typed: string): string[]
local function command(name, description, run, complete)
  local arguments = complete and '?' or 0
  vim.api.nvim_create_user_command(name, function(given)
    run(given.args)
  end, { desc = description, nargs = arguments, complete = complete })
end

command('HotfixNew', 'Begin a hotfix proposal', function(path)
  require('hotfix_lint.commands').new(path)
end, function(typed)
  return vim.fn.getcompletion(typed, 'file')
end)

command('HotfixDefer', 'Record that this hotfix waits for a release', function(release)
  require('hotfix_lint.commands').defer(release)
end, function(typed)
  return require('hotfix_lint.commands').releases(typed)
end)

command('HotfixReopen', 'Take the deferral back', function()
  require('hotfix_lint.commands').reopen()
end)

command('HotfixReport', 'Show the triage table of all proposals', function(format)
  require('hotfix_lint.commands').report(format)
end, function(typed)
  return vim.tbl_filter(function(format)
    return vim.startswith(format, typed)
  end, require('hotfix_lint.commands').report_formats)
end)

command('HotfixVerdict', 'Show how the verdict comes about', function()
  require('hotfix_lint.verdict').show(vim.api.nvim_get_current_buf())
end)

command('HotfixRestart', 'Start the server again', function()
  require('hotfix_lint.server').restart()
end)

local group = vim.api.nvim_create_augroup('hotfix_lint', {})

-- The verdict is asked for whenever the server has a new text, or has something new to say.
vim.api.nvim_create_autocmd({ 'LspAttach', 'LspNotify', 'DiagnosticChanged' }, {
  group = group,
  callback = function(event)
    local attached = vim.lsp.get_clients({ bufnr = event.buf, name = 'hotfix_lint' })
    if #attached > 0 and vim.api.nvim_buf_is_loaded(event.buf) then
      require('hotfix_lint.verdict').update(event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd('LspDetach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'hotfix_lint' then
      vim.b[event.buf].hotfix_lint_verdict = nil
    end
  end,
})

-- Neovim itself says nothing of a program that is not there.
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'markdown', 'yaml' },
  callback = function(event)
    if vim.lsp.is_enabled and vim.lsp.is_enabled('hotfix_lint') then
      require('hotfix_lint.server').tell_when_missing(event.buf)
    end
  end,
})

-- A buffer that had no name has one now; `:write` gives it one without BufFilePost.
vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufWritePost' }, {
  group = group,
  callback = function(event)
    local server = require('hotfix_lint.server')
    local types = server.config.filetypes --[[@as string[] ]]
    if vim.tbl_contains(types, vim.bo[event.buf].filetype) and not server.client(event.buf) then
      server.attach(event.buf)
    end
  end,
})
