--- What an `init.lua` calls.
local M = {}

--- Starts hotfix-lint for the proposals that are opened from now on: in Neovim 0.11 the same as `vim.lsp.enable`, in
--- 0.10 all there is.
---@param options? vim.lsp.Config What differs from `lsp/hotfix_lint.lua`, such as `{ cmd = { '/opt/hotfix-lint', 'server' } }`.
function M.setup(options)
  if vim.lsp.enable then
    vim.lsp.config('hotfix_lint', options or {})
    vim.lsp.enable('hotfix_lint')
  elseif vim.fn.has('nvim-0.10') == 1 then
    require('hotfix_lint.server').start_by_file_type(options or {})
  else
    vim.notify_once('hotfix-lint needs Neovim 0.10 or later', vim.log.levels.WARN)
  end
end

--- The verdict on the proposal in a buffer, for a status line: `hotfix: defer`, or once it is decided
--- `hotfix: deferred`, `hotfix: rejected` and so on. Empty where there is none.
---@param options? { long?: boolean, buffer?: integer } `long`: with the criteria, what is open and the days left.
---@return string
function M.statusline(options)
  options = options or {}
  local summary = vim.b[options.buffer or 0].hotfix_lint_verdict ---@type string?
  if not summary then
    return ''
  end
  local shown = options.long and summary or summary:match('^[%w-]+') or summary
  return 'hotfix: ' .. (shown:gsub('%%', '%%%%'))
end

return M
