;;; hotfix-lint.el --- Hotfix proposals in Emacs, through Eglot  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; In init.el, with `hotfix-lint' on the PATH:
;;
;;   (load "/path/to/hotfix-lint/editors/emacs/hotfix-lint")
;;
;; Proposals get modes of their own, so that another server for Markdown or YAML
;; keeps what is its.  They look like `markdown-mode' and `yaml-mode' where those
;; are installed.

;;; Code:

(require 'eglot)
(require 'seq)

(defgroup hotfix-lint nil
  "Hotfix proposals, checked while they are written."
  :group 'tools)

(defcustom hotfix-lint-command '("hotfix-lint" "server")
  "The program, and the word that makes it a language server."
  :type '(repeat string))

(defun hotfix-lint--define (mode language parents)
  "Define MODE for proposals in LANGUAGE, derived from the first of PARENTS that is there."
  (eval `(define-derived-mode ,mode ,(seq-find #'fboundp parents) "Hotfix"
           ,(format "Major mode for hotfix proposals in %s." language)
           (eglot-ensure))
        t)
  (put mode 'eglot-language-id language)
  (add-to-list 'eglot-server-programs (cons mode (lambda (&rest _) hotfix-lint-command))))

(hotfix-lint--define 'hotfix-markdown-mode "markdown" '(markdown-mode text-mode))
(hotfix-lint--define 'hotfix-yaml-mode "yaml" '(yaml-mode text-mode))

(pcase-dolist (`(,extensions . ,mode)
               '(("\\(?:md\\|markdown\\)" . hotfix-markdown-mode)
                 ("ya?ml" . hotfix-yaml-mode)))
  (dolist (place '("\\.hotfix\\." "/hotfix\\(?:es\\|-proposals\\)?/.*\\."))
    (add-to-list 'auto-mode-alist (cons (concat place extensions "\\'") mode))))
(add-to-list 'auto-mode-alist '("/hotfix-lint\\.ya?ml\\'" . hotfix-yaml-mode))

;; The names that older and newer Eglots have for it.
(defvar eglot-confirm-server-initiated-edits)
(defvar eglot-confirm-server-edits)

(defun hotfix-lint--execute (command &rest arguments)
  "Have the server execute COMMAND on this proposal, with further ARGUMENTS."
  (let* ((document (append (eglot--TextDocumentIdentifier) arguments))
         (params (list :command command :arguments (vector document))))
    ;; Deferred: what was typed last is told to the server before.
    (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand params
                     :deferred t)))

(defun hotfix-lint--edit (command &rest arguments)
  "Have the server change this proposal by COMMAND with ARGUMENTS.
Whoever asks for it means it and can undo it: it is not confirmed again."
  (let ((eglot-confirm-server-initiated-edits nil)
        (eglot-confirm-server-edits nil))
    (apply #'hotfix-lint--execute command arguments)))

(defun hotfix-lint-defer (release)
  "Record that this hotfix waits for RELEASE, or for the next one when that is empty."
  (interactive (list (read-string "Release (empty: the next one): ")))
  (apply #'hotfix-lint--edit "hotfix-lint.defer"
         (unless (string-empty-p release) (list :release release))))

(defun hotfix-lint-reopen ()
  "Take the deferral of this proposal back."
  (interactive)
  (hotfix-lint--edit "hotfix-lint.reopen"))

(defun hotfix-lint-report ()
  "Show the triage table of all proposals of the project."
  (interactive)
  (let ((report (hotfix-lint--execute "hotfix-lint.report" :format "text")))
    (with-current-buffer (get-buffer-create "*hotfix triage*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (plist-get report :text))
        (goto-char (point-min)))
      (special-mode)
      (setq truncate-lines t)
      (pop-to-buffer (current-buffer)))))

(provide 'hotfix-lint)
;;; hotfix-lint.el ends here
