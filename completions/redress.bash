# bash: what may come next on a redress command line. Load it from ~/.bashrc, or keep it as
# ~/.local/share/bash-completion/completions/redress. It asks the program itself, which knows the desk.
_redress() {
    local line word meaning reply=()
    COMPREPLY=()
    while IFS=$'\t' read -r word meaning; do
        case $word in
            :files) compopt -o default; return ;;
            :folders) compopt -o default -o dirnames; return ;;
        esac
        reply+=("$word")
        # Meanings are shown in a list only: what is put into the line is the word.
        if [[ ${COMP_TYPE:-9} == 63 && -n $meaning ]]; then line="$word  ($meaning)"; else line=$word; fi
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # One that is alone is put into the line as it is.
    if [[ ${#reply[@]} -eq 1 ]]; then COMPREPLY=("${reply[0]}"); fi
    # A key goes on with its value.
    if [[ ${#reply[@]} -gt 0 && ${reply[0]} == *[:=] ]]; then compopt -o nospace; fi
    compopt -o nosort 2>/dev/null
    return 0
}
complete -F _redress redress
