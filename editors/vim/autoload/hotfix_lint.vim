" hotfix-lint for Vim with ALE. With this folder in 'runtimepath', ALE runs it for Markdown and YAML.

call ale#Set('hotfix_lint_executable', 'hotfix-lint')

" The folder of the nearest configuration, or else of the repository, or else of the file.
function! hotfix_lint#root(buffer) abort
  for l:name in ['hotfix-lint.yaml', 'hotfix-lint.yml']
    let l:found = ale#path#FindNearestFile(a:buffer, l:name)
    if !empty(l:found)
      return fnamemodify(l:found, ':p:h')
    endif
  endfor
  let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
  return empty(l:git) ? fnamemodify(bufname(a:buffer), ':p:h') : fnamemodify(l:git, ':p:h:h')
endfunction

function! hotfix_lint#define(language) abort
  call ale#linter#Define(a:language, {
  \ 'name': 'hotfix_lint',
  \ 'lsp': 'stdio',
  \ 'executable': {buffer -> ale#Var(buffer, 'hotfix_lint_executable')},
  \ 'command': '%e server',
  \ 'project_root': function('hotfix_lint#root'),
  \ 'language': a:language,
  \})
endfunction
