@echo off
rem Windows has no make: "make run" and "make test" typed here do the same two things.
setlocal
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe py -3 -m venv .venv || exit /b 1
if "%1"=="run" goto run
if "%1"=="test" goto test
echo make run    install what is needed, build the store if there is none, and serve on http://127.0.0.1:8501
echo make test   run the tests; those in a browser want chromium on the PATH
exit /b 0
:run
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt || exit /b 1
.venv\Scripts\python -m loaders build || exit /b 1
.venv\Scripts\python server.py
exit /b %errorlevel%
:test
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt || exit /b 1
.venv\Scripts\python -m pytest -n auto --dist worksteal
exit /b %errorlevel%
