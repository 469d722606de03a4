# To be run by PowerShell: `. bin/Activate.ps1`. `deactivate` undoes it.

function global:deactivate ([switch]$Keep) {
    if (Test-Path Env:_VENV_OLD_PATH) {
        $Env:PATH = $Env:_VENV_OLD_PATH
        Remove-Item Env:_VENV_OLD_PATH
    }
    if (Test-Path Env:_VENV_OLD_PYTHONHOME) {
        $Env:PYTHONHOME = $Env:_VENV_OLD_PYTHONHOME
        Remove-Item Env:_VENV_OLD_PYTHONHOME
    }
    if (Test-Path Function:_VenvOldPrompt) {
        Copy-Item Function:_VenvOldPrompt Function:prompt
        Remove-Item Function:_VenvOldPrompt
    }
    Remove-Item Env:VIRTUAL_ENV, Env:VIRTUAL_ENV_PROMPT -ErrorAction SilentlyContinue
    if (-not $Keep) { Remove-Item Function:deactivate }
}

deactivate -Keep

$Env:VIRTUAL_ENV = __VENV_DIR__
$Env:VIRTUAL_ENV_PROMPT = __VENV_PROMPT__
$Env:_VENV_OLD_PATH = $Env:PATH
$Env:PATH = (Join-Path $Env:VIRTUAL_ENV __VENV_BIN_NAME__) + [System.IO.Path]::PathSeparator + $Env:PATH

if (Test-Path Env:PYTHONHOME) {
    $Env:_VENV_OLD_PYTHONHOME = $Env:PYTHONHOME
    Remove-Item Env:PYTHONHOME
}

if (-not $Env:VIRTUAL_ENV_DISABLE_PROMPT) {
    Copy-Item Function:prompt Function:global:_VenvOldPrompt
    function global:prompt { "($Env:VIRTUAL_ENV_PROMPT) " + (_VenvOldPrompt) }
}
