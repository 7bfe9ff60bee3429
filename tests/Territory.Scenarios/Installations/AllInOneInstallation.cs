using System.Text.Json;

namespace Territory.Scenarios.Installations;

/// <summary>The embedded default, <c>--empty</c>, on a folder of its own.</summary>
public sealed class AllInOneInstallation : Installation
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("territory-").FullName;
    private ServiceProcess? process;
    private Uri? address;

    public override Uri Address => address!;
    public override string Key => File.ReadAllText(Path.Combine(folder, "data", "key")).Trim();

    public override async ValueTask InitializeAsync()
    {
        // The database's user must be able to pass through.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await StartAsync();
    }

    public override async Task KillAndRestartAsync()
    {
        await process!.KillAsync();
        await StartAsync();
    }

    public override IReadOnlyList<string> OnAStreamsWay => ["Territory.AllInOne"];

    public override Task<int> StopAsync(string process) => this.process!.StopAsync();

    public override Task StartAgainAsync(string process) => StartAsync();

    private async Task StartAsync()
    {
        process = ServiceProcess.Start("Territory.AllInOne", ["--empty", "--port", "0", "--data", Path.Combine(folder, "data"), "--no-install"], new Dictionary<string, string>());
        await process.UntilSaidAsync("Territory is ready: ", Patience);
        using var ready = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "data", "ready.json")));
        address = new Uri(ready.RootElement.GetProperty("url").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
