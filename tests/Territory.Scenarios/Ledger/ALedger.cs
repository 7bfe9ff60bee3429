using Microsoft.Extensions.DependencyInjection;
using Territory.Hosting;
using Territory.Ledger;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Ledger;

/// <summary>The ledger service in this process, on a database of its own.</summary>
internal sealed class ALedger : IAsyncDisposable
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private readonly TerritoryApp app;
    private Uri? address;
    private Task running = Task.CompletedTask;

    private ALedger(string database, TimeProvider? clock, (string Name, string Value)[] settings)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        var builder = new TerritoryBuilder("ledger", [], new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))) { ["POSTGRES"] = database, ["KEY_FILE"] = key, ["DATA"] = folder.Path, ["URLS"] = "http://127.0.0.1:0" });
        if (clock is not null) builder.Services.AddSingleton(clock);
        builder.AddLedger();
        app = builder.Build();
        app.MapLedger();
    }

    public T Get<T>() where T : notnull => app.Web.Services.GetRequiredService<T>();

    /// <summary>Its HTTP API, with a key; the administrator's without one.</summary>
    public HttpClient Client(string key = AdminKey) => new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };

    /// <param name="database">Its database.</param>
    /// <param name="clock">The test's own; the machine's without one.</param>
    /// <param name="settings">Besides the ones it must have.</param>
    public static async Task<ALedger> StartAsync(string database, TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var ledger = new ALedger(database, clock, settings);
        (ledger.address, ledger.running) = await InThisProcess.StartAsync(ledger.app);
        return ledger;
    }

    public async ValueTask DisposeAsync()
    {
        await app.Web.StopAsync();
        await running;
        await app.Web.DisposeAsync();
        folder.Dispose();
    }
}
