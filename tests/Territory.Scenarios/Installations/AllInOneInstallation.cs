using System.Text.Json;
using Npgsql;
using Territory.AllInOne.Embedded;

namespace Territory.Scenarios.Installations;

/// <summary>The embedded default, <c>--empty</c>, on a folder of its own.</summary>
public class AllInOneInstallation : Installation
{
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly string folder = Directory.CreateTempSubdirectory("territory-").FullName;
    private ServiceProcess? process;
    private Uri? address;

    public override Uri Address => address!;
    public override string Key => File.ReadAllText(Path.Combine(folder, "data", "key")).Trim();

    /// <summary>Writes to its database behind everybody's back; returns how many rows it touched.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        var server = ServerRecord.Read(Path.Combine(folder, "data", "postgres"))!;
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={server.Port};Username=territory;Password={server.Password};Database=territory;Pooling=False");
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

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
        // What fails in a circuit is told to the page, whose complaints end a test.
        var settings = new Dictionary<string, string>(Settings) { ["ASPNETCORE_DETAILEDERRORS"] = "true" };
        process = ServiceProcess.Start("Territory.AllInOne", ["--empty", "--port", "0", "--data", Path.Combine(folder, "data"), "--no-install"], settings);
        await process.UntilSaidAsync("Territory is ready: ", Patience);
        using var ready = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "data", "ready.json")));
        address = new Uri(ready.RootElement.GetProperty("url").GetString()!);
    }

    /// <summary>Settings beside the defaults.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (process is not null) await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
