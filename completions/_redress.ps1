# PowerShell: what may come next on a redress command line. Load it from $PROFILE. It asks the program itself, which knows the desk.
Register-ArgumentCompleter -Native -CommandName redress -ScriptBlock {
    param($typed, $ast, $position)
    $words = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position -or $_.Extent.StartOffset -eq 0 } |
        ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $rest = @($words | Select-Object -Skip 1)
    & $words[0] __complete powershell @rest "$typed" 2>$null | ForEach-Object {
        $word, $meaning = $_ -split "`t", 2
        # Files PowerShell knows itself.
        if ($word -and -not $word.StartsWith(':')) {
            if (-not $meaning) { $meaning = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
        }
    }
}
