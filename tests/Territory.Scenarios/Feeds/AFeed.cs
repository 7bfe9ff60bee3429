using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Territory.Contracts;
using Territory.Feed;
using Territory.Feed.Log;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Feeds;

/// <summary>The feed service in this process, on a database of its own. No ledger fills its log: what is told is what the test keeps.</summary>
internal class AFeed : IAsyncDisposable
{
    public const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private readonly TerritoryApp app;
    private Uri? address;
    private Task running = Task.CompletedTask;
    private bool isGone;

    protected AFeed(string database, IEnumerable<(string Name, string? Value)> settings, Action<IServiceCollection>? with = null)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        var all = new Dictionary<string, string?>
        {
            ["POSTGRES"] = database,
            ["KEY_FILE"] = key,
            ["DATA"] = folder.Path,
            ["URLS"] = "http://127.0.0.1:0",
            // Nobody is there.
            ["LEDGER_URL"] = "http://127.0.0.1:9",
            ["WEBHOOK_ALLOW"] = "loopback",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var builder = new TerritoryBuilder("feed", [], all);
        with?.Invoke(builder.Services);
        builder.AddFeed();
        app = builder.Build();
        app.MapFeed();
    }

    public Uri Address => address!;

    /// <param name="database">Its database.</param>
    /// <param name="settings">Besides the ones it must have, or otherwise than those.</param>
    public static Task<AFeed> StartAsync(string database, params (string Name, string? Value)[] settings) => StartAsync(database, null, settings);

    /// <param name="database">Its database.</param>
    /// <param name="with">Services of the test's own.</param>
    /// <param name="settings">Besides the ones it must have, or otherwise than those.</param>
    public static async Task<AFeed> StartAsync(string database, Action<IServiceCollection>? with, params (string Name, string? Value)[] settings)
    {
        var feed = new AFeed(database, settings, with);
        await feed.ListenAsync();
        return feed;
    }

    protected async Task ListenAsync() => (address, running) = await InThisProcess.StartAsync(app);

    public T Get<T>() where T : notnull => app.Web.Services.GetRequiredService<T>();

    public HttpClient Client(string key = AdminKey) => new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };

    public async Task<string> KeyAsync(string name, params string[] roles) => (await Get<Keys>().CreateAsync(name, roles, CancellationToken.None)).Key;

    /// <summary>Keeps what follows the head.</summary>
    public async Task TellAsync(params IReadOnlyList<CloudEvent> events) =>
        await Get<ChangeLog>().KeepAsync("syria", [.. events.Select(e => new KeptChange("syria", Number(e.Position), Number(e.PreviousPosition), JsonSerializer.SerializeToUtf8Bytes(e, ContractJson.Options)))], CancellationToken.None);

    private static long Number(string position) => long.Parse(position, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = Client();
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    public Task<(int Status, JsonElement Answer)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public async Task<(int Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, object? body = null, string key = AdminKey)
    {
        using var client = Client(key);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: ContractJson.Options) };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        if (isGone) return;
        isGone = true;
        await app.Web.StopAsync();
        await running;
        await app.Web.DisposeAsync();
        folder.Dispose();
    }
}
