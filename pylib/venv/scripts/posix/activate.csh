# To be sourced by csh or tcsh: `source bin/activate.csh`. `deactivate` undoes it.

alias deactivate 'test $?_VENV_OLD_PATH != 0 && setenv PATH "$_VENV_OLD_PATH" && unset _VENV_OLD_PATH; rehash; test $?_VENV_OLD_PROMPT != 0 && set prompt="$_VENV_OLD_PROMPT" && unset _VENV_OLD_PROMPT; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; test "\!:*" != keep && unalias deactivate'

deactivate keep

setenv VIRTUAL_ENV __VENV_DIR__
setenv VIRTUAL_ENV_PROMPT __VENV_PROMPT__
set _VENV_OLD_PATH="$PATH"
setenv PATH "$VIRTUAL_ENV/"__VENV_BIN_NAME__":$PATH"

if (! $?VIRTUAL_ENV_DISABLE_PROMPT && $?prompt) then
    set _VENV_OLD_PROMPT="$prompt"
    set prompt = "($VIRTUAL_ENV_PROMPT) $prompt:q"
endif

rehash
