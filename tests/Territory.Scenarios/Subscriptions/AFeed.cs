using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Territory.Contracts;
using Territory.Feed;
using Territory.Hosting.Access;
using Territory.Hosting;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Subscriptions;

/// <summary>The feed service in this process, on a database of its own and by a clock of the test's.</summary>
internal sealed class AFeed : IAsyncDisposable
{
    public const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private readonly TerritoryApp app;
    private readonly List<HttpClient> clients = [];
    private Uri? address;
    private Task running = Task.CompletedTask;

    private AFeed(string database, IReadOnlyDictionary<string, string?> settings)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        var builder = new TerritoryBuilder("feed", [], new Dictionary<string, string?>(settings) { ["POSTGRES"] = database, ["KEY_FILE"] = key, ["DATA"] = folder.Path, ["URLS"] = "http://127.0.0.1:0" });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddFeed();
        app = builder.Build();
        app.MapFeed();
        Log = new(app.Web.Services.GetRequiredService<FeedStore>());
    }

    public HandClock Clock { get; } = new(new(2024, 12, 8, 6, 0, 0, TimeSpan.Zero));

    public InventedLog Log { get; }

    /// <param name="database">Its database.</param>
    /// <param name="settings">Besides the ones it must have; loopback is allowed unless this says otherwise.</param>
    public static async Task<AFeed> StartAsync(string database, params (string Name, string? Value)[] settings)
    {
        var feed = new AFeed(database, new Dictionary<string, string?>([new("WEBHOOK_ALLOW", "loopback"), .. settings.Select(s => KeyValuePair.Create(s.Name, s.Value))]));
        (feed.address, feed.running) = await InThisProcess.StartAsync(feed.app);
        return feed;
    }

    public T Get<T>() where T : notnull => app.Web.Services.GetRequiredService<T>();

    public HttpClient Client(string key = AdminKey)
    {
        clients.Add(new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } });
        return clients[^1];
    }

    public async Task<string> KeyAsync(string name, params string[] roles) => (await Get<Keys>().CreateAsync(name, roles, CancellationToken.None)).Key;

    public async Task<JsonElement> GetAsync(string path) => await Client().GetFromJsonAsync<JsonElement>(path);

    /// <summary>Makes a subscription.</summary>
    /// <returns>Its id and, of a webhook, its secret.</returns>
    public async Task<(string Id, string? Secret)> SubscribeAsync(object target, object? filter = null, object? start = null, string key = AdminKey)
    {
        var (status, made) = await SendAsync(HttpMethod.Post, "/api/subscriptions", new { target, filter, start }, key);
        if (status != 201) throw new InvalidOperationException($"Status {status}: {made}");
        return (made.GetProperty("id").GetString()!, made.TryGetProperty("secret", out var secret) ? secret.GetString() : null);
    }

    public async Task<(int Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, object? body = null, string key = AdminKey)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: ContractJson.Options) };
        using var answer = await Client(key).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await app.Web.StopAsync();
        await running;
        await app.Web.DisposeAsync();
        folder.Dispose();
    }
}
