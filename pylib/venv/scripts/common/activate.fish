# To be sourced by fish: `source bin/activate.fish`. `deactivate` undoes it.

function deactivate -d "Leave the virtual environment"
    if set -q _VENV_OLD_PATH
        set -gx PATH $_VENV_OLD_PATH
        set -e _VENV_OLD_PATH
    end
    if set -q _VENV_OLD_PYTHONHOME
        set -gx PYTHONHOME $_VENV_OLD_PYTHONHOME
        set -e _VENV_OLD_PYTHONHOME
    end
    if functions -q _venv_old_prompt
        functions -e fish_prompt
        functions -c _venv_old_prompt fish_prompt
        functions -e _venv_old_prompt
    end
    set -e VIRTUAL_ENV
    set -e VIRTUAL_ENV_PROMPT
    if test "$argv[1]" != keep
        functions -e deactivate
    end
end

deactivate keep

set -gx VIRTUAL_ENV __VENV_DIR__
set -gx VIRTUAL_ENV_PROMPT __VENV_PROMPT__
set -gx _VENV_OLD_PATH $PATH
set -gx PATH "$VIRTUAL_ENV/"__VENV_BIN_NAME__ $PATH

if set -q PYTHONHOME
    set -gx _VENV_OLD_PYTHONHOME $PYTHONHOME
    set -e PYTHONHOME
end

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"; and functions -q fish_prompt
    functions -c fish_prompt _venv_old_prompt
    function fish_prompt
        set -l last $status
        printf '(%s) ' $VIRTUAL_ENV_PROMPT
        echo "exit $last" | .
        _venv_old_prompt
    end
end
