--- The verdict on the proposal in a buffer: kept for the status line, shown in a window.
local server = require('hotfix_lint.server')

local M = {}

--- The server says the verdict in the lens above the title, and what the proposal is ready for in another.
---@param buffer integer
---@param use fun(find: (fun(command: string): lsp.CodeLens?), client: vim.lsp.Client)
local function lenses(buffer, use)
  local client = server.client(buffer)
  if not client then
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
  server.request(client, buffer, 'textDocument/codeLens', params, function(_, all)
    local function find(command)
      return vim.iter(all or {}):find(function(one)
        return one.command and one.command.command == command
      end)
    end
    if vim.api.nvim_buf_is_valid(buffer) then
      use(find, client)
    end
  end)
end

--- Notes the verdict in `b:hotfix_lint_verdict`.
---@param buffer integer
function M.update(buffer)
  lenses(buffer, function(find)
    local found = find('hotfix-lint.verdict')
    local summary = found and found.command.title or nil
    if summary and find('hotfix-lint.reopen') then
      summary = 'deferred, ' .. summary
    end
    if vim.b[buffer].hotfix_lint_verdict ~= summary then
      vim.b[buffer].hotfix_lint_verdict = summary
      vim.cmd.redrawstatus({ bang = true })
    end
  end)
end

--- Shows how the verdict comes about and what would change it.
---@param buffer integer
function M.show(buffer)
  if not server.client(buffer) then
    server.tell(server.missing() or 'no server looks at this buffer')
    return
  end
  lenses(buffer, function(find, client)
    local found = find('hotfix-lint.verdict')
    if not found then
      server.tell('this is no hotfix proposal')
      return
    end
    local params = {
      textDocument = { uri = vim.uri_from_bufnr(buffer) },
      position = found.range.start,
    }
    server.request(client, buffer, 'textDocument/hover', params, function(error, hover)
      if error or not hover then
        server.tell(error and error.message or 'the server says nothing of this verdict')
        return
      end
      local lines = vim.lsp.util.convert_input_to_markdown_lines(hover.contents)
      vim.lsp.util.open_floating_preview(lines, 'markdown', { focus_id = 'hotfix_lint.verdict' })
    end)
  end)
end

return M
