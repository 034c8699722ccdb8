--- The verdict on the proposal in a buffer: kept for the status line, shown in a window.
local server = require('hotfix_lint.server')

local M = {}

--- Asks the server where the proposal stands; nil where there is none.
---@param buffer integer
---@param use fun(status?: { summary: string, range: lsp.Range }, client: vim.lsp.Client)
local function status(buffer, use)
  local client = server.client(buffer)
  if not client then
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
  server.request(client, buffer, 'hotfix-lint/status', params, function(_, answer)
    if vim.api.nvim_buf_is_valid(buffer) then
      use(type(answer) == 'table' and answer or nil, client)
    end
  end)
end

--- Notes the verdict in `b:hotfix_lint_verdict`.
---@param buffer integer
function M.update(buffer)
  status(buffer, function(found)
    local summary = found and found.summary
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
  status(buffer, function(found, client)
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
