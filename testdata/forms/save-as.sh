#!/bin/sh
# Saves a page as "complete" from Chromium's own dialog: sh save-as.sh CHROMIUM URL FILE
set -eu
profile=$(mktemp -d)
export DISPLAY=:97
Xvfb $DISPLAY -screen 0 1200x900x24 >/dev/null 2>&1 &
screen=$!
sleep 2
openbox >/dev/null 2>&1 & # without a window manager the dialog gets no keys
windows=$!
"$1" --no-sandbox --no-first-run --disable-gpu --user-data-dir="$profile" >/dev/null 2>&1 &
browser=$!
trap 'kill $browser $windows 2>/dev/null; sleep 1; kill $screen; rm -rf "$profile"' EXIT
sleep 8
xdotool key ctrl+l # view-source: is not taken from the command line
xdotool type "$2"
xdotool key Return
sleep 3
xdotool key ctrl+s
sleep 4
rm -rf "$3" "${3%.html}_files"
xdotool key ctrl+a
xdotool type "$3"
sleep 1
dialog=$(xdotool search --onlyvisible --name 'Save File')
eval "$(xdotool getwindowgeometry --shell "$dialog")"
xdotool mousemove --window "$dialog" $((WIDTH - 50)) $((HEIGHT - 28)) click 1 # the button "Save"
sleep 4
test -s "$3"
