# elvish: what may come next on a redress command line. Load it from rc.elv. It asks the program itself, which knows the desk.
use str
set edit:completion:arg-completer[redress] = {|@words|
    for line [(redress __complete elvish $@words[1..] 2>/dev/null | from-lines)] {
        var word meaning = (str:split &max=2 "\t" $line)
        if (eq $word :files) {
            edit:complete-filename $words[-1]
        } elif (eq $word :folders) {
            edit:complete-dirname $words[-1]
        } else {
            edit:complex-candidate $word &display=$word'  '$meaning
        }
    }
}
