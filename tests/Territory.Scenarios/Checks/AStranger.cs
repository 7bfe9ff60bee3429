using System.Diagnostics;
using System.Text.RegularExpressions;
using Shouldly;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Checks;

/// <summary>Somebody with a key that may read, the documented script and the command line.</summary>
internal static partial class AStranger
{
    private const string Key = "tk_a-key-for-scenarios-only-0123456789abcdef";

    /// <param name="kept">Files with checkpoints.</param>
    public static async Task<(int Code, string Said)> RunScriptAsync(AnOperator somebody, params string[] kept)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Territory.sln"))) folder = folder.Parent;
        var script = PythonBlock().Match(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "integrity.md"))).Groups[1].Value;
        script.ShouldNotBeEmpty("docs/integrity.md shows it");
        return await RunAsync("python3", ["-c", script, somebody.Client.BaseAddress!.ToString(), AHistory.Theatre.Id, .. kept], new() { ["TERRITORY_KEY"] = Key });
    }

    // As it is built by itself: beside web projects it lacks what they find in their framework.
    private static readonly string CommandLine = Path.GetFullPath($"../cli/bin/{Path.GetRelativePath(Path.Combine(Path.GetDirectoryName(AllInOneProcess.Project)!, "bin"), Path.GetDirectoryName(AllInOneProcess.Assembly)!)}/territory.dll", Path.GetDirectoryName(AllInOneProcess.Project)!);

    public static Task<(int Code, string Said)> TerritoryAsync(AnOperator somebody, params string[] arguments) =>
        RunAsync(AllInOneProcess.DotNet, [CommandLine, .. arguments, "--url", somebody.Client.BaseAddress!.ToString(), "--key", Key], []);

    private static async Task<(int Code, string Said)> RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
