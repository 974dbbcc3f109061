# Completion for tristate and tristate-lab in bash. It asks the programs themselves, so it knows every option they have.

_tristate() {
    local word=$2 before=$3 help choices
    local -a command=("$1")
    [[ ${1##*/} == tristate && $COMP_CWORD -gt 1 ]] && command+=("${COMP_WORDS[1]}")
    help=$(QT_QPA_PLATFORM=offscreen "${command[@]}" --help 2>/dev/null) || return

    case $before in
        --preset) # named in the help of tristate train
            choices=$(tristate train --help 2>/dev/null |
                sed -n 's/.*Recipe to start from: \([^.]*\)\..*/\1/p' | tr -d ,)
            ;;
        --*) # "--optimizer adam|sgd": one of these; a name in capitals: a file or a number
            choices=$(sed -nE "s/^ *$before ([a-z0-9-]+(\|[a-z0-9-]+)+).*/\1/p" <<<"$help" | tr '|' ' ')
            [[ -z $choices && $help =~ [[:space:]]"$before"\ ([A-Z]|\<) ]] && return # files
            ;;
    esac
    if [[ -z $choices ]]; then
        if [[ $word == -* ]]; then
            choices=$(grep -E '^ *-' <<<"$help" | sed -E 's/^ *//; s/  .*//' |
                grep -oE -- '(^|[ ,])--[a-z][a-z0-9-]*' | tr -d ', ')
        elif ((COMP_CWORD == 1)); then
            choices=$(sed -nE '/^Subcommands:/,$s/^  ([a-z]+) .*/\1/p' <<<"$help")
        fi
    fi
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
}

complete -o bashdefault -o default -F _tristate tristate tristate-lab
