# fish: what may come next on a redress command line. Keep it as ~/.config/fish/completions/redress.fish.
# It asks the program itself, which knows the desk.
function __redress_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l lines ($words[1] __complete fish $words[2..-1] "$typed" 2>/dev/null)
    switch "$lines[1]"
        case :files
            __fish_complete_path "$typed"
        case :folders
            __fish_complete_directories "$typed"
        case '*'
            printf '%s\n' $lines
    end
end
complete -c redress -f -k -a '(__redress_complete)'
