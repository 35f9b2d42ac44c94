# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_redress_global_optspecs
    string join \n C/dir= as= now= lang= format= json header color= no-pager q/quiet v/verbose no-input y/yes h/help
end

function __fish_redress_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_redress_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_redress_using_subcommand
    set -l cmd (__fish_redress_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c redress -n "__fish_redress_needs_command" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_needs_command" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_needs_command" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_needs_command" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_needs_command" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_needs_command" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_needs_command" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_needs_command" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_needs_command" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_needs_command" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_needs_command" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_needs_command" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_needs_command" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_needs_command" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_needs_command" -f -a "init" -d 'make a complaint desk in a directory'
complete -c redress -n "__fish_redress_needs_command" -f -a "建立" -d 'make a complaint desk in a directory'
complete -c redress -n "__fish_redress_needs_command" -f -a "demo" -d 'make a desk with a year of invented cases'
complete -c redress -n "__fish_redress_needs_command" -f -a "演示" -d 'make a desk with a year of invented cases'
complete -c redress -n "__fish_redress_needs_command" -f -a "policy" -d 'show: what is in force; check: mistakes in it and in directory.toml, loosenings; diff: what this project changes'
complete -c redress -n "__fish_redress_needs_command" -f -a "制度" -d 'show: what is in force; check: mistakes in it and in directory.toml, loosenings; diff: what this project changes'
complete -c redress -n "__fish_redress_needs_command" -f -a "profile" -d 'the built-in profiles'
complete -c redress -n "__fish_redress_needs_command" -f -a "模板" -d 'the built-in profiles'
complete -c redress -n "__fish_redress_needs_command" -f -a "calendar" -d 'holidays and make-up workdays of a year; due: what a limit gives'
complete -c redress -n "__fish_redress_needs_command" -f -a "日历" -d 'holidays and make-up workdays of a year; due: what a limit gives'
complete -c redress -n "__fish_redress_needs_command" -f -a "config" -d 'show or set: user, lang, pager, patience'
complete -c redress -n "__fish_redress_needs_command" -f -a "配置" -d 'show or set: user, lang, pager, patience'
complete -c redress -n "__fish_redress_needs_command" -f -a "intake" -d 'register a case; only a title is needed'
complete -c redress -n "__fish_redress_needs_command" -f -a "登记" -d 'register a case; only a title is needed'
complete -c redress -n "__fish_redress_needs_command" -f -a "accept" -d 'take cases on'
complete -c redress -n "__fish_redress_needs_command" -f -a "受理" -d 'take cases on'
complete -c redress -n "__fish_redress_needs_command" -f -a "decline" -d 'do not take a case on, and say why'
complete -c redress -n "__fish_redress_needs_command" -f -a "不予受理" -d 'do not take a case on, and say why'
complete -c redress -n "__fish_redress_needs_command" -f -a "refer" -d 'send a case to whom it concerns'
complete -c redress -n "__fish_redress_needs_command" -f -a "移送" -d 'send a case to whom it concerns'
complete -c redress -n "__fish_redress_needs_command" -f -a "classify" -d 'set category, nature, causes and own fields; limits are computed again'
complete -c redress -n "__fish_redress_needs_command" -f -a "定性" -d 'set category, nature, causes and own fields; limits are computed again'
complete -c redress -n "__fish_redress_needs_command" -f -a "party" -d 'add or drop a complainant, a representative or a respondent'
complete -c redress -n "__fish_redress_needs_command" -f -a "当事人" -d 'add or drop a complainant, a representative or a respondent'
complete -c redress -n "__fish_redress_needs_command" -f -a "assign" -d 'send cases to a unit, and to a person there'
complete -c redress -n "__fish_redress_needs_command" -f -a "转办" -d 'send cases to a unit, and to a person there'
complete -c redress -n "__fish_redress_needs_command" -f -a "return" -d 'the unit sends a case back to the desk'
complete -c redress -n "__fish_redress_needs_command" -f -a "退回" -d 'the unit sends a case back to the desk'
complete -c redress -n "__fish_redress_needs_command" -f -a "rework" -d 'the desk sends a result back to be done again'
complete -c redress -n "__fish_redress_needs_command" -f -a "重办" -d 'the desk sends a result back to be done again'
complete -c redress -n "__fish_redress_needs_command" -f -a "contact" -d 'words with the complainant short of a reply'
complete -c redress -n "__fish_redress_needs_command" -f -a "联系" -d 'words with the complainant short of a reply'
complete -c redress -n "__fish_redress_needs_command" -f -a "step" -d 'record work that the policy wants done'
complete -c redress -n "__fish_redress_needs_command" -f -a "步骤" -d 'record work that the policy wants done'
complete -c redress -n "__fish_redress_needs_command" -f -a "approve" -d 'give a consent that is needed'
complete -c redress -n "__fish_redress_needs_command" -f -a "审批" -d 'give a consent that is needed'
complete -c redress -n "__fish_redress_needs_command" -f -a "note" -d 'write a note'
complete -c redress -n "__fish_redress_needs_command" -f -a "记录" -d 'write a note'
complete -c redress -n "__fish_redress_needs_command" -f -a "attach" -d 'keep files with a case, on the private side; list them, and get them out again'
complete -c redress -n "__fish_redress_needs_command" -f -a "附件" -d 'keep files with a case, on the private side; list them, and get them out again'
complete -c redress -n "__fish_redress_needs_command" -f -a "delay" -d 'explain why it will be late; moves no date'
complete -c redress -n "__fish_redress_needs_command" -f -a "超期说明" -d 'explain why it will be late; moves no date'
complete -c redress -n "__fish_redress_needs_command" -f -a "extend" -d 'move a limit, where the policy grants it'
complete -c redress -n "__fish_redress_needs_command" -f -a "延期" -d 'move a limit, where the policy grants it'
complete -c redress -n "__fish_redress_needs_command" -f -a "pause" -d 'stop the clock on a ground of the policy'
complete -c redress -n "__fish_redress_needs_command" -f -a "中止" -d 'stop the clock on a ground of the policy'
complete -c redress -n "__fish_redress_needs_command" -f -a "resume" -d 'let the clock run again'
complete -c redress -n "__fish_redress_needs_command" -f -a "恢复" -d 'let the clock run again'
complete -c redress -n "__fish_redress_needs_command" -f -a "escalate" -d 'take a case up to a higher level; --due: all that the policy takes up by itself'
complete -c redress -n "__fish_redress_needs_command" -f -a "上报" -d 'take a case up to a higher level; --due: all that the policy takes up by itself'
complete -c redress -n "__fish_redress_needs_command" -f -a "supervise" -d 'put a case under supervision'
complete -c redress -n "__fish_redress_needs_command" -f -a "督办" -d 'put a case under supervision'
complete -c redress -n "__fish_redress_needs_command" -f -a "reply" -d 'answer the complainant and send the form back to the desk'
complete -c redress -n "__fish_redress_needs_command" -f -a "回复" -d 'answer the complainant and send the form back to the desk'
complete -c redress -n "__fish_redress_needs_command" -f -a "callback" -d 'call the complainant back after the reply'
complete -c redress -n "__fish_redress_needs_command" -f -a "回访" -d 'call the complainant back after the reply'
complete -c redress -n "__fish_redress_needs_command" -f -a "withdraw" -d 'record a wish to withdraw, and what checking it gave'
complete -c redress -n "__fish_redress_needs_command" -f -a "撤诉" -d 'record a wish to withdraw, and what checking it gave'
complete -c redress -n "__fish_redress_needs_command" -f -a "reopen" -d 'open an ended case again, as a new round with its own limits'
complete -c redress -n "__fish_redress_needs_command" -f -a "重开" -d 'open an ended case again, as a new round with its own limits'
complete -c redress -n "__fish_redress_needs_command" -f -a "close" -d 'archive cases; nothing closes without an outcome'
complete -c redress -n "__fish_redress_needs_command" -f -a "归档" -d 'archive cases; nothing closes without an outcome'
complete -c redress -n "__fish_redress_needs_command" -f -a "link" -d 'link a case to another'
complete -c redress -n "__fish_redress_needs_command" -f -a "关联" -d 'link a case to another'
complete -c redress -n "__fish_redress_needs_command" -f -a "unlink" -d 'take a link back'
complete -c redress -n "__fish_redress_needs_command" -f -a "解除关联" -d 'take a link back'
complete -c redress -n "__fish_redress_needs_command" -f -a "correct" -d 'put facts of the registration right'
complete -c redress -n "__fish_redress_needs_command" -f -a "更正" -d 'put facts of the registration right'
complete -c redress -n "__fish_redress_needs_command" -f -a "revoke" -d 'take an event back: it counts as absent and stays visible'
complete -c redress -n "__fish_redress_needs_command" -f -a "撤销" -d 'take an event back: it counts as absent and stays visible'
complete -c redress -n "__fish_redress_needs_command" -f -a "void" -d 'not a case at all; its number stays'
complete -c redress -n "__fish_redress_needs_command" -f -a "作废" -d 'not a case at all; its number stays'
complete -c redress -n "__fish_redress_needs_command" -f -a "duty" -d 'work without a case: what is owed, and that it was done, nil too'
complete -c redress -n "__fish_redress_needs_command" -f -a "日常检查" -d 'work without a case: what is owed, and that it was done, nil too'
complete -c redress -n "__fish_redress_needs_command" -f -a "improve" -d 'improvements: with an owner and a day, until they are made; list shows the open and the overdue ones'
complete -c redress -n "__fish_redress_needs_command" -f -a "整改" -d 'improvements: with an owner and a day, until they are made; list shows the open and the overdue ones'
complete -c redress -n "__fish_redress_needs_command" -f -a "batch" -d 'many commands, one JSON object a line, one commit: all or nothing'
complete -c redress -n "__fish_redress_needs_command" -f -a "批处理" -d 'many commands, one JSON object a line, one commit: all or nothing'
complete -c redress -n "__fish_redress_needs_command" -f -a "show" -d 'everything about a case'
complete -c redress -n "__fish_redress_needs_command" -f -a "查看" -d 'everything about a case'
complete -c redress -n "__fish_redress_needs_command" -f -a "list" -d 'list cases'
complete -c redress -n "__fish_redress_needs_command" -f -a "列表" -d 'list cases'
complete -c redress -n "__fish_redress_needs_command" -f -a "log" -d 'the audit history, of a case or of everything'
complete -c redress -n "__fish_redress_needs_command" -f -a "日志" -d 'the audit history, of a case or of everything'
complete -c redress -n "__fish_redress_needs_command" -f -a "search" -d 'find cases by a text in their history'
complete -c redress -n "__fish_redress_needs_command" -f -a "检索" -d 'find cases by a text in their history'
complete -c redress -n "__fish_redress_needs_command" -f -a "explain" -d 'why a case is due when it is: each day counted or passed over, and by which article'
complete -c redress -n "__fish_redress_needs_command" -f -a "时限说明" -d 'why a case is due when it is: each day counted or passed over, and by which article'
complete -c redress -n "__fish_redress_needs_command" -f -a "status" -d 'the morning page: what waits, what is due, what is late, which duties and reports are owed'
complete -c redress -n "__fish_redress_needs_command" -f -a "概况" -d 'the morning page: what waits, what is due, what is late, which duties and reports are owed'
complete -c redress -n "__fish_redress_needs_command" -f -a "report" -d 'overdue, due, todo, stats, supervised, major, withdrawals, callbacks, exceptions, duties'
complete -c redress -n "__fish_redress_needs_command" -f -a "报表" -d 'overdue, due, todo, stats, supervised, major, withdrawals, callbacks, exceptions, duties'
complete -c redress -n "__fish_redress_needs_command" -f -a "verify" -d 'prove that the history is unchanged'
complete -c redress -n "__fish_redress_needs_command" -f -a "校验" -d 'prove that the history is unchanged'
complete -c redress -n "__fish_redress_needs_command" -f -a "erase" -d 'erase a case\'s private data for good; the history still verifies'
complete -c redress -n "__fish_redress_needs_command" -f -a "删除个人信息" -d 'erase a case\'s private data for good; the history still verifies'
complete -c redress -n "__fish_redress_needs_command" -f -a "import" -d 'take in histories from a CSV file'
complete -c redress -n "__fish_redress_needs_command" -f -a "导入" -d 'take in histories from a CSV file'
complete -c redress -n "__fish_redress_needs_command" -f -a "export" -d 'write cases to a file: CSV, JSON lines, xlsx …; never private data'
complete -c redress -n "__fish_redress_needs_command" -f -a "导出" -d 'write cases to a file: CSV, JSON lines, xlsx …; never private data'
complete -c redress -n "__fish_redress_needs_command" -f -a "desk" -d 'the desks that write here; new: become one; adopt: take a moved one\'s place; share: work with others of a group'
complete -c redress -n "__fish_redress_needs_command" -f -a "部门" -d 'the desks that write here; new: become one; adopt: take a moved one\'s place; share: work with others of a group'
complete -c redress -n "__fish_redress_needs_command" -f -a "completions" -d 'completions for bash, zsh, fish, powershell or elvish'
complete -c redress -n "__fish_redress_needs_command" -f -a "补全" -d 'completions for bash, zsh, fish, powershell or elvish'
complete -c redress -n "__fish_redress_needs_command" -f -a "man" -d 'write the man pages into a directory, in the language of the interface'
complete -c redress -n "__fish_redress_needs_command" -f -a "手册" -d 'write the man pages into a directory, in the language of the interface'
complete -c redress -n "__fish_redress_needs_command" -f -a "help" -d 'help on a command or a topic'
complete -c redress -n "__fish_redress_needs_command" -f -a "帮助" -d 'help on a command or a topic'
complete -c redress -n "__fish_redress_using_subcommand init" -l profile -d 'profile; `profile list` shows them' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l desk -d 'this desk\'s code: capital letters and digits, in every case\'s number' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l name -d 'what people call it' -r
complete -c redress -n "__fish_redress_using_subcommand init" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand init" -l shared -d 'for all accounts of the folder\'s group: `help accounts`'
complete -c redress -n "__fish_redress_using_subcommand init" -l simulated -d 'a project for tests: given clocks are not marked'
complete -c redress -n "__fish_redress_using_subcommand init" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand init" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand init" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand init" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand init" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand init" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand init" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand init" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l profile -d 'profile; `profile list` shows them' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l desk -d 'this desk\'s code: capital letters and digits, in every case\'s number' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l name -d 'what people call it' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 建立" -l shared -d 'for all accounts of the folder\'s group: `help accounts`'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l simulated -d 'a project for tests: given clocks are not marked'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 建立" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 建立" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 建立" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 建立" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 建立" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand demo" -l profile -d 'profile: bank' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l cases -d 'how many cases (300)' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l seed -d 'seed: another one gives other cases (1)' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand demo" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand demo" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand demo" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand demo" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand demo" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand demo" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand demo" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand demo" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 演示" -l profile -d 'profile: bank' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l cases -d 'how many cases (300)' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l seed -d 'seed: another one gives other cases (1)' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 演示" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 演示" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 演示" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 演示" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 演示" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 演示" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 演示" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 演示" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand policy" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand policy" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand policy" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand policy" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand policy" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand policy" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand policy" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand policy" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand policy" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 制度" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 制度" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 制度" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 制度" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 制度" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 制度" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 制度" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 制度" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 制度" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand profile" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand profile" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand profile" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand profile" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand profile" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand profile" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand profile" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand profile" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand profile" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 模板" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 模板" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 模板" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 模板" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 模板" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 模板" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 模板" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 模板" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 模板" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand calendar" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand calendar" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand calendar" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand calendar" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand calendar" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand calendar" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand calendar" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand calendar" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand calendar" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 日历" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 日历" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 日历" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 日历" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 日历" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 日历" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 日历" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 日历" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 日历" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand config" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand config" -l global -d 'in all projects, not in this one only; always your own'
complete -c redress -n "__fish_redress_using_subcommand config" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand config" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand config" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand config" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand config" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand config" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand config" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand config" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 配置" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 配置" -l global -d 'in all projects, not in this one only; always your own'
complete -c redress -n "__fish_redress_using_subcommand 配置" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 配置" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 配置" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 配置" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 配置" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 配置" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 配置" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 配置" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand intake" -l title -d 'what it is about, without personal data' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l channel -d 'channel by which it came' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l category -d 'category' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l nature -d 'complaint, suggestion, enquiry …' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l statement -d 'the complainant\'s own words (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l demand -d 'what the complainant wants (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l from -d 'private data from a file (name: …, phone: …): keeps it out of ps and history' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l name -d 'complainant\'s name (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l phone -d 'complainant\'s phone (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l email -d 'complainant\'s e-mail (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l address -d 'complainant\'s address (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l id-number -d 'complainant\'s identity number (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l place -d 'where it happened (private)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l received -d 'when it was received, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l received-by -d 'unit that first heard it' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l taken-by -d 'person who first heard it' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l against -d 'unit complained about' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l respondent -d 'person complained about (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l owner -d 'unit whose customer it is' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l amount -d 'sum in question' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l source -d 'who passed it on' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l source-ref -d 'the source\'s own number' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l source-due -d 'when the source wants its answer' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l repeat-of -d 'complained about before in this case' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l cause -d 'cause (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l tag -d 'tag (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l unit -d 'accept it and assign it to this unit' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l person -d 'and to this person' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l solved -d 'settled on the spot: reply and close too' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l answer -d 'an enquiry: give this standard answer and close' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand intake" -l anonymous -d 'the complainant gave no name'
complete -c redress -n "__fish_redress_using_subcommand intake" -l restricted -d 'shown only to those who take part in it: title, texts and who is complained about stay out of the log'
complete -c redress -n "__fish_redress_using_subcommand intake" -l accept -d 'accept it at once'
complete -c redress -n "__fish_redress_using_subcommand intake" -l edit -d 'write the texts in an editor'
complete -c redress -n "__fish_redress_using_subcommand intake" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand intake" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand intake" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand intake" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand intake" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand intake" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand intake" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand intake" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand intake" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand intake" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l title -d 'what it is about, without personal data' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l channel -d 'channel by which it came' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l category -d 'category' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l nature -d 'complaint, suggestion, enquiry …' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l statement -d 'the complainant\'s own words (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l demand -d 'what the complainant wants (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l from -d 'private data from a file (name: …, phone: …): keeps it out of ps and history' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l name -d 'complainant\'s name (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l phone -d 'complainant\'s phone (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l email -d 'complainant\'s e-mail (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l address -d 'complainant\'s address (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l id-number -d 'complainant\'s identity number (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l place -d 'where it happened (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l received -d 'when it was received, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l received-by -d 'unit that first heard it' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l taken-by -d 'person who first heard it' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l against -d 'unit complained about' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l respondent -d 'person complained about (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l owner -d 'unit whose customer it is' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l amount -d 'sum in question' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l source -d 'who passed it on' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l source-ref -d 'the source\'s own number' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l source-due -d 'when the source wants its answer' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l repeat-of -d 'complained about before in this case' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l cause -d 'cause (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l tag -d 'tag (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l unit -d 'accept it and assign it to this unit' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l person -d 'and to this person' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l solved -d 'settled on the spot: reply and close too' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l answer -d 'an enquiry: give this standard answer and close' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 登记" -l anonymous -d 'the complainant gave no name'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l restricted -d 'shown only to those who take part in it: title, texts and who is complained about stay out of the log'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l accept -d 'accept it at once'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l edit -d 'write the texts in an editor'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 登记" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 登记" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 登记" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 登记" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 登记" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 登记" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand accept" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand accept" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand accept" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand accept" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand accept" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand accept" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand accept" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand accept" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand accept" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand accept" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand accept" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 受理" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 受理" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 受理" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 受理" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 受理" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 受理" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 受理" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 受理" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 受理" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 受理" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 受理" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand decline" -l reason -d 'why: given to the complainant' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand decline" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand decline" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand decline" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand decline" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand decline" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand decline" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand decline" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand decline" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand decline" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand decline" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l reason -d 'why: given to the complainant' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 不予受理" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand refer" -l to -d 'where it goes: a code of the policy\'s [[outside]], or a name' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand refer" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand refer" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand refer" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand refer" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand refer" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand refer" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand refer" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand refer" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand refer" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand refer" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 移送" -l to -d 'where it goes: a code of the policy\'s [[outside]], or a name' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 移送" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 移送" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 移送" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 移送" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 移送" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 移送" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 移送" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 移送" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 移送" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 移送" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand classify" -l category -d 'category' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l nature -d 'complaint, suggestion, enquiry …' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l cause -d 'cause (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand classify" -l restricted -d 'from now on shown only to those who take part in it; says what stays in the log'
complete -c redress -n "__fish_redress_using_subcommand classify" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand classify" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand classify" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand classify" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand classify" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand classify" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand classify" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand classify" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand classify" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand classify" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l category -d 'category' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l nature -d 'complaint, suggestion, enquiry …' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l cause -d 'cause (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 定性" -l restricted -d 'from now on shown only to those who take part in it; says what stays in the log'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 定性" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 定性" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 定性" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 定性" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 定性" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 定性" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand party" -l role -d 'complainant, representative or respondent' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l person -d 'a member of staff, by code' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l from -d 'who it is, from a file (name: …, phone: …): keeps it out of ps and history' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l name -d 'name (private)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l phone -d 'phone (private)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l email -d 'e-mail (private)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l address -d 'address (private)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l id-number -d 'identity number (private)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l party -d 'drop: which, where there are several: HQ:17' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l reason -d 'drop: why' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand party" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand party" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand party" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand party" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand party" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand party" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand party" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand party" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand party" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand party" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand party" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l role -d 'complainant, representative or respondent' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l person -d 'a member of staff, by code' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l from -d 'who it is, from a file (name: …, phone: …): keeps it out of ps and history' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l name -d 'name (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l phone -d 'phone (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l email -d 'e-mail (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l address -d 'address (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l id-number -d 'identity number (private)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l party -d 'drop: which, where there are several: HQ:17' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l reason -d 'drop: why' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 当事人" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand assign" -l unit -d 'lead unit' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l person -d 'handler' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l assist -d 'assisting unit (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l form -d 'transfer or supervision' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand assign" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand assign" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand assign" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand assign" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand assign" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand assign" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand assign" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand assign" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand assign" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand assign" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 转办" -l unit -d 'lead unit' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l person -d 'handler' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l assist -d 'assisting unit (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l form -d 'transfer or supervision' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 转办" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 转办" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 转办" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 转办" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 转办" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 转办" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 转办" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 转办" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 转办" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 转办" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand return" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand return" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand return" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand return" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand return" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand return" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand return" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand return" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand return" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand return" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand return" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand return" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 退回" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 退回" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 退回" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 退回" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 退回" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 退回" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 退回" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 退回" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 退回" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 退回" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 退回" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand rework" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand rework" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand rework" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand rework" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand rework" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand rework" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand rework" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand rework" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand rework" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand rework" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand rework" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 重办" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 重办" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 重办" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 重办" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 重办" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 重办" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 重办" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 重办" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 重办" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 重办" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 重办" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand contact" -l kind -d 'ack, first, explain, meeting or chase' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l via -d 'channel' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l note -d 'what was said' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand contact" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand contact" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand contact" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand contact" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand contact" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand contact" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand contact" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand contact" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand contact" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand contact" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 联系" -l kind -d 'ack, first, explain, meeting or chase' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l via -d 'channel' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l note -d 'what was said' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 联系" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 联系" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 联系" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 联系" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 联系" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 联系" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 联系" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 联系" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 联系" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 联系" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand step" -l note -d 'what was found' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand step" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand step" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand step" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand step" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand step" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand step" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand step" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand step" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand step" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand step" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand step" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l note -d 'what was found' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l set -d 'a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 步骤" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand approve" -l note -d 'under what conditions' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand approve" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand approve" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand approve" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand approve" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand approve" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand approve" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand approve" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand approve" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand approve" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand approve" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 审批" -l note -d 'under what conditions' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 审批" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 审批" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 审批" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 审批" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 审批" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 审批" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 审批" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 审批" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 审批" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 审批" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand note" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand note" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand note" -l private -d 'it holds personal data: keep it out of the log'
complete -c redress -n "__fish_redress_using_subcommand note" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand note" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand note" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand note" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand note" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand note" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand note" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand note" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand note" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand note" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 记录" -l private -d 'it holds personal data: keep it out of the log'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 记录" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 记录" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 记录" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 记录" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 记录" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 记录" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand attach" -l get -d 'write this file out, by its name or its place (HQ:17.1), or all' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -s o -l output -d 'where it is written; nothing is overwritten' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l purpose -d 'why private data is looked at; that is put on record' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand attach" -l list -d 'list the files; their names too with --purpose'
complete -c redress -n "__fish_redress_using_subcommand attach" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand attach" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand attach" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand attach" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand attach" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand attach" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand attach" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand attach" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand attach" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand attach" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l get -d 'write this file out, by its name or its place (HQ:17.1), or all' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -s o -l output -d 'where it is written; nothing is overwritten' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l purpose -d 'why private data is looked at; that is put on record' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 附件" -l list -d 'list the files; their names too with --purpose'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 附件" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 附件" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 附件" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 附件" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 附件" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 附件" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand delay" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l expected -d 'when a result is expected' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand delay" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand delay" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand delay" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand delay" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand delay" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand delay" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand delay" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand delay" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand delay" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand delay" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l told -d 'channel by which the complainant was told' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l expected -d 'when a result is expected' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 超期说明" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand extend" -l until -d 'until when; steps count from the due date in force' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l limit -d 'which limit; reply if not given' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand extend" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand extend" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand extend" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand extend" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand extend" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand extend" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand extend" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand extend" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand extend" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand extend" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 延期" -l until -d 'until when; steps count from the due date in force' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l limit -d 'which limit; reply if not given' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 延期" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 延期" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 延期" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 延期" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 延期" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 延期" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 延期" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 延期" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 延期" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 延期" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand pause" -l ground -d 'ground of the policy' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand pause" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand pause" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand pause" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand pause" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand pause" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand pause" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand pause" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand pause" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand pause" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand pause" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 中止" -l ground -d 'ground of the policy' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 中止" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 中止" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 中止" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 中止" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 中止" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 中止" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 中止" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 中止" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 中止" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 中止" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand resume" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand resume" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand resume" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand resume" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand resume" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand resume" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand resume" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand resume" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand resume" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand resume" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand resume" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 恢复" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l to -d 'level of the policy\'s ladder' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand escalate" -l due -d 'what the policy\'s rows take up now'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand escalate" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand escalate" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand escalate" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand escalate" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand escalate" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand escalate" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l to -d 'level of the policy\'s ladder' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 上报" -l due -d 'what the policy\'s rows take up now'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 上报" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 上报" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 上报" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 上报" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 上报" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 上报" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand supervise" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand supervise" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand supervise" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand supervise" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand supervise" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand supervise" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand supervise" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand supervise" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand supervise" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand supervise" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand supervise" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 督办" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 督办" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 督办" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 督办" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 督办" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 督办" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 督办" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 督办" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 督办" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 督办" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 督办" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand reply" -l to -d 'complainant, desk, source; without it all that are owed a reply (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l via -d 'channel' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l from -d 'unit that replies' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l responsibility -d 'whose responsibility' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l findings -d 'what it is about and what was found' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l staff-action -d 'what is done about those responsible' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l lessons -d 'lessons and improvements' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l explanation -d 'what was explained, where it was not our fault' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l satisfaction -d 'satisfied, basically, no, unreached or not-applicable' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l handler -d 'handler named in the reply; the case\'s if not given' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l phone -d 'the handler\'s office phone; the directory\'s if not given' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l compensation -d 'sum paid' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l cc -d 'unit that gets a copy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l outcome -d 'outcome' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand reply" -l partial -d 'an assisting unit\'s part; the lead unit still owes the reply'
complete -c redress -n "__fish_redress_using_subcommand reply" -l edit -d 'write the texts in an editor'
complete -c redress -n "__fish_redress_using_subcommand reply" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand reply" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand reply" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand reply" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand reply" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand reply" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand reply" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand reply" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand reply" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand reply" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l to -d 'complainant, desk, source; without it all that are owed a reply (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l via -d 'channel' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l from -d 'unit that replies' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l responsibility -d 'whose responsibility' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l findings -d 'what it is about and what was found' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l staff-action -d 'what is done about those responsible' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l lessons -d 'lessons and improvements' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l explanation -d 'what was explained, where it was not our fault' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l satisfaction -d 'satisfied, basically, no, unreached or not-applicable' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l handler -d 'handler named in the reply; the case\'s if not given' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l phone -d 'the handler\'s office phone; the directory\'s if not given' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l compensation -d 'sum paid' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l cc -d 'unit that gets a copy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l outcome -d 'outcome' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 回复" -l partial -d 'an assisting unit\'s part; the lead unit still owes the reply'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l edit -d 'write the texts in an editor'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 回复" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 回复" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 回复" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 回复" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 回复" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 回复" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand callback" -l resolved -d 'yes, no or unreached' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l satisfied -d 'yes, basically or no' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l note -d 'what was said' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand callback" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand callback" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand callback" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand callback" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand callback" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand callback" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand callback" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand callback" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand callback" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand callback" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 回访" -l resolved -d 'yes, no or unreached' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l satisfied -d 'yes, basically or no' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l note -d 'what was said' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 回访" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 回访" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 回访" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 回访" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 回访" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 回访" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 回访" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 回访" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 回访" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 回访" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l reason -d 'the complainant\'s reason' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l checked-by -d 'who checked with the complainant' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l requested -d 'the complainant asked for it; not checked yet'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l voluntary -d 'checked: of the complainant\'s own free wish'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l coerced -d 'checked: under pressure; opens an accountability case'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l unverified -d 'it could not be checked'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand withdraw" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l reason -d 'the complainant\'s reason' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l checked-by -d 'who checked with the complainant' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l requested -d 'the complainant asked for it; not checked yet'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l voluntary -d 'checked: of the complainant\'s own free wish'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l coerced -d 'checked: under pressure; opens an accountability case'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l unverified -d 'it could not be checked'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 撤诉" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand reopen" -l reason -d 'our error, a failed call-back, a bounced referral, an appealed decline' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand reopen" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand reopen" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand reopen" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand reopen" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand reopen" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand reopen" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand reopen" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand reopen" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand reopen" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand reopen" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 重开" -l reason -d 'our error, a failed call-back, a bounced referral, an appealed decline' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 重开" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 重开" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 重开" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 重开" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 重开" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 重开" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 重开" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 重开" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 重开" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 重开" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand close" -l outcome -d 'outcome, where the reply did not give it' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand close" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand close" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand close" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand close" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand close" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand close" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand close" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand close" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand close" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand close" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand close" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 归档" -l outcome -d 'outcome, where the reply did not give it' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 归档" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 归档" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 归档" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 归档" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 归档" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 归档" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 归档" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 归档" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 归档" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 归档" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand link" -l kind -d 'duplicate, repeat, related, accountability or incident' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand link" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand link" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand link" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand link" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand link" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand link" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand link" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand link" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand link" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand link" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand link" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 关联" -l kind -d 'duplicate, repeat, related, accountability or incident' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 关联" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 关联" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 关联" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 关联" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 关联" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 关联" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 关联" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 关联" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 关联" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 关联" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand unlink" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand unlink" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand unlink" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand unlink" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand unlink" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand unlink" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand unlink" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand unlink" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand unlink" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand unlink" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand unlink" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 解除关联" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand correct" -l party -d 'put right what is private of this party (name, phone, email, address, id_number, statement, place, demand): complainant, representative, or the event that named it (HQ:17)' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l set -d 'title, channel, source, source_ref, received, received_by, taken_by, against, respondents, owner, amount, tags, anonymous, or a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand correct" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand correct" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand correct" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand correct" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand correct" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand correct" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand correct" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand correct" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand correct" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand correct" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 更正" -l party -d 'put right what is private of this party (name, phone, email, address, id_number, statement, place, demand): complainant, representative, or the event that named it (HQ:17)' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l set -d 'title, channel, source, source_ref, received, received_by, taken_by, against, respondents, owner, amount, tags, anonymous, or a field of the policy (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 更正" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 更正" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 更正" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 更正" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 更正" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 更正" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 更正" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 更正" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 更正" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 更正" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand revoke" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand revoke" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand revoke" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand revoke" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand revoke" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand revoke" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand revoke" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand revoke" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand revoke" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand revoke" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand revoke" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 撤销" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand void" -l kind -d 'test or mistake' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand void" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand void" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand void" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand void" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand void" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand void" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand void" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand void" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand void" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand void" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand void" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 作废" -l kind -d 'test or mistake' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 作废" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 作废" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 作废" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 作废" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 作废" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 作废" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 作废" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 作废" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 作废" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 作废" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand duty" -l unit -d 'done: for which unit; list: only that one and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l found -d 'the cases that were found (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l note -d 'a note' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand duty" -l nil -d 'nothing was found'
complete -c redress -n "__fish_redress_using_subcommand duty" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand duty" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand duty" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand duty" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand duty" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand duty" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand duty" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand duty" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand duty" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand duty" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l unit -d 'done: for which unit; list: only that one and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l found -d 'the cases that were found (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l note -d 'a note' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l nil -d 'nothing was found'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 日常检查" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand improve" -l title -d 'add: what is to be improved' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l unit -d 'add: unit that answers for it; list: only that one and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l person -d 'add: person who answers for it; list: only theirs' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l due -d 'add: until when' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l case -d 'add: the case that it was learnt from' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l note -d 'done: what was done' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand improve" -l all -d 'list: those that are done too'
complete -c redress -n "__fish_redress_using_subcommand improve" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand improve" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand improve" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand improve" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand improve" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand improve" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand improve" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand improve" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand improve" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand improve" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l title -d 'add: what is to be improved' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l unit -d 'add: unit that answers for it; list: only that one and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l person -d 'add: person who answers for it; list: only theirs' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l due -d 'add: until when' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l case -d 'add: the case that it was learnt from' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l note -d 'done: what was done' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l on -d 'when it happened, if earlier' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l request -d 'key of this request: a retry with it does nothing twice' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 整改" -l all -d 'list: those that are done too'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 整改" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 整改" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 整改" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 整改" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 整改" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 整改" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand batch" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand batch" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand batch" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand batch" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand batch" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand batch" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand batch" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand batch" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand batch" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand batch" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand batch" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l done-by -d 'who did it, if not who records it' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l keep-going -d 'take the cases that can be taken'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 批处理" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand show" -l purpose -d 'why private data is looked at' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l at -d 'as it was at the end of that day, or at that time' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand show" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand show" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand show" -l private -d 'private data too; that is put on record'
complete -c redress -n "__fish_redress_using_subcommand show" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand show" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand show" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand show" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand show" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand show" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand show" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand show" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 查看" -l purpose -d 'why private data is looked at' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l at -d 'as it was at the end of that day, or at that time' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 查看" -l private -d 'private data too; that is put on record'
complete -c redress -n "__fish_redress_using_subcommand 查看" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 查看" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 查看" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 查看" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 查看" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 查看" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 查看" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 查看" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand list" -l sort -d 'columns to sort by; -due goes down (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l fields -d 'columns to show (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l limit -d 'at most so many' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand list" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand list" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand list" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand list" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand list" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand list" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand list" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand list" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand list" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand list" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 列表" -l sort -d 'columns to sort by; -due goes down (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l fields -d 'columns to show (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l limit -d 'at most so many' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 列表" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 列表" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 列表" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 列表" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 列表" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 列表" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 列表" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 列表" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand log" -l since -d 'recorded on or after' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l until -d 'recorded on or before' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l by -d 'recorded by' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l kind -d 'kind of event: opened, assigned, replied … (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l limit -d 'the last so many' -r
complete -c redress -n "__fish_redress_using_subcommand log" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand log" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand log" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand log" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand log" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand log" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand log" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand log" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand log" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand log" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 日志" -l since -d 'recorded on or after' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l until -d 'recorded on or before' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l by -d 'recorded by' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l kind -d 'kind of event: opened, assigned, replied … (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l limit -d 'the last so many' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 日志" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 日志" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 日志" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 日志" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 日志" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 日志" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 日志" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 日志" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand search" -l where -d 'only cases that these terms let through (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l sort -d 'columns to sort by (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l fields -d 'columns to show (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l limit -d 'at most so many' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l purpose -d 'why private data is looked at' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand search" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand search" -l private -d 'in private data too; that is put on record'
complete -c redress -n "__fish_redress_using_subcommand search" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand search" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand search" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand search" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand search" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand search" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand search" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand search" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 检索" -l where -d 'only cases that these terms let through (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l sort -d 'columns to sort by (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l fields -d 'columns to show (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l limit -d 'at most so many' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l purpose -d 'why private data is looked at' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 检索" -l private -d 'in private data too; that is put on record'
complete -c redress -n "__fish_redress_using_subcommand 检索" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 检索" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 检索" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 检索" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 检索" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 检索" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 检索" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 检索" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand explain" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand explain" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand explain" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand explain" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand explain" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand explain" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand explain" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand explain" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand explain" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 时限说明" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand status" -l unit -d 'of this unit and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand status" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand status" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand status" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand status" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand status" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand status" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand status" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand status" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand status" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand status" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 概况" -l unit -d 'of this unit and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 概况" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 概况" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 概况" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 概况" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 概况" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 概况" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 概况" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 概况" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand report" -l period -d 'what falls in it, by the date that --explain names: 2026-10, this-week, 2026-01-01..2026-03-31 …' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l by -d 'stats: count by these, three at most: channel, category, unit, outcome, month …, or a field of the policy\'s own' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l unit -d 'of this unit and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l person -d 'of this person' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l where -d 'only cases that these terms let through (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand report" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand report" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand report" -l fail-if-any -d 'exit code 8 if there is any'
complete -c redress -n "__fish_redress_using_subcommand report" -l explain -d 'what it counts, and how'
complete -c redress -n "__fish_redress_using_subcommand report" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand report" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand report" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand report" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand report" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand report" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand report" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand report" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l period -d 'what falls in it, by the date that --explain names: 2026-10, this-week, 2026-01-01..2026-03-31 …' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l by -d 'stats: count by these, three at most: channel, category, unit, outcome, month …, or a field of the policy\'s own' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l unit -d 'of this unit and those below it' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l person -d 'of this person' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l where -d 'only cases that these terms let through (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 报表" -l fail-if-any -d 'exit code 8 if there is any'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l explain -d 'what it counts, and how'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 报表" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 报表" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 报表" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 报表" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 报表" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand verify" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand verify" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand verify" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand verify" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand verify" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand verify" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand verify" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand verify" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand verify" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 校验" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 校验" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 校验" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 校验" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 校验" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 校验" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 校验" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 校验" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 校验" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand erase" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand erase" -l due -d 'all that is kept no more, by the policy\'s rows'
complete -c redress -n "__fish_redress_using_subcommand erase" -l all -d 'the institution\'s own texts of the case too'
complete -c redress -n "__fish_redress_using_subcommand erase" -s n -l dry-run -d 'say what would go, and erase nothing'
complete -c redress -n "__fish_redress_using_subcommand erase" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand erase" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand erase" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand erase" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand erase" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand erase" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand erase" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand erase" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l reason -d 'why' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l not-personal -d 'this word is no personal data (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l override -d 'pass over the policy\'s gates; recorded with this reason' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l due -d 'all that is kept no more, by the policy\'s rows'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l all -d 'the institution\'s own texts of the case too'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s n -l dry-run -d 'say what would go, and erase nothing'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 删除个人信息" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand import" -l map -d 'which column is what: cfpb, nyc311, or a file' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l rejects -d 'where rows go that cannot be taken' -r
complete -c redress -n "__fish_redress_using_subcommand import" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand import" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand import" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand import" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand import" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand import" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand import" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand import" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand import" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand import" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand import" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 导入" -l map -d 'which column is what: cfpb, nyc311, or a file' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l rejects -d 'where rows go that cannot be taken' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 导入" -s n -l dry-run -d 'decide, but write nothing'
complete -c redress -n "__fish_redress_using_subcommand 导入" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 导入" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 导入" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 导入" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 导入" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 导入" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 导入" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 导入" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand export" -l fields -d 'columns (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l sort -d 'columns to sort by (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand export" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand export" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand export" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand export" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand export" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand export" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand export" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand export" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand export" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand export" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 导出" -l fields -d 'columns (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l sort -d 'columns to sort by (may be repeated)' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l as-of -d 'the state at the end of this day, or at this time' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l known -d 'only what was recorded by then' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -s o -l output -d 'write to this file; its ending gives the format' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 导出" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 导出" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 导出" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 导出" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 导出" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 导出" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 导出" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 导出" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand desk" -l admins -d 'share: the group that may change policy and directory, beside their owner' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand desk" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand desk" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand desk" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand desk" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand desk" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand desk" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand desk" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand desk" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 部门" -l admins -d 'share: the group that may change policy and directory, beside their owner' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 部门" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 部门" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 部门" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 部门" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 部门" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 部门" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 部门" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 部门" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand completions" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand completions" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand completions" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand completions" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand completions" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand completions" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand completions" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand completions" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand completions" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 补全" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 补全" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 补全" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 补全" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 补全" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 补全" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 补全" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 补全" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 补全" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand man" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand man" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand man" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand man" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand man" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand man" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand man" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand man" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand man" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 手册" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 手册" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 手册" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 手册" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 手册" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 手册" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 手册" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 手册" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 手册" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand help" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand help" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand help" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand help" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand help" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand help" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand help" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand help" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand help" -s h -l help -d 'help on this command'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -s C -l dir -d 'work in this project directory' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l as -d 'who records it (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l now -d 'use this as the clock (marked in the history)' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l lang -d 'language of the interface' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l format -d 'table, tsv, csv, json, jsonl, markdown, html or xlsx' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l color -d 'auto, always or never' -r
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l json -d 'the same as --format json'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l header -d 'a header line in TSV too'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l no-pager -d 'do not page long output'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -s q -l quiet -d 'no talk, only data and errors'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -s v -l verbose -d 'say more of what is being done'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -l no-input -d 'never ask'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -s y -l yes -d 'yes to every question'
complete -c redress -n "__fish_redress_using_subcommand 帮助" -s h -l help -d 'help on this command'
