using Territory.Cli;
using Territory.Cli.Screen;
using Territory.Tests.Client;

namespace Territory.Tests.Cli;

/// <summary>A terminal, a data folder and an environment of a test's own to run the command in.</summary>
internal sealed class Terminal : IDisposable
{
    public string Data { get; } = Directory.CreateTempSubdirectory("territory-cli-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public byte[] Input { get; set; } = [];

    public int? Width { get; set; }

    public Func<Uri, bool> Browser { get; set; } = _ => false;

    public Task<Ran> RunAsync(params string[] args) => RunUntilAsync(Subscriber.Cancellation, args);

    /// <summary>Until it ends, or Ctrl-C.</summary>
    public async Task<Ran> RunUntilAsync(CancellationToken interrupted, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings(output, error, new MemoryStream(Input), Variables.GetValueOrDefault, new StoppedClock()) { DefaultData = Data, TerminalWidth = Width, OpenBrowser = Browser };
        var code = await TerritoryCommand.RunAsync(args, surroundings, interrupted);
        return new((ExitCode)code, output.ToString(), error.ToString());
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Data, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public void Dispose() => Directory.Delete(Data, recursive: true);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 12, 8, 9, 30, 0, TimeSpan.Zero);
    }
}

/// <summary>What a run of the command left behind.</summary>
internal sealed record Ran(ExitCode Code, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
