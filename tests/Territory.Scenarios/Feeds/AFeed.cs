using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Feed;
using Territory.Hosting;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Feeds;

/// <summary>The feed service in this process, on a database of its own, with a log written beforehand: no ledger fills it.</summary>
internal sealed class AFeed : IAsyncDisposable
{
    public const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private readonly ScratchFolder folder = new();
    private readonly TerritoryApp app;
    private Uri? address;
    private Task running = Task.CompletedTask;
    private bool isGone;

    private AFeed(string database, Uri? broker, Uri? at, StreamTimes? times)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        var builder = new TerritoryBuilder("feed", [], new Dictionary<string, string?>
        {
            ["POSTGRES"] = database,
            ["RABBITMQ"] = broker?.ToString(),
            ["KEY_FILE"] = key,
            ["DATA"] = folder.Path,
            ["URLS"] = at?.ToString() ?? "http://127.0.0.1:0",
            // Nobody is there: what is told is what the test keeps.
            ["LEDGER_URL"] = "http://127.0.0.1:9",
            ["WEBHOOK_ALLOW"] = "loopback",
        });
        if (times is not null) builder.Services.AddSingleton(times);
        builder.AddFeed();
        app = builder.Build();
        app.MapFeed();
    }

    public T Get<T>() where T : notnull => app.Web.Services.GetRequiredService<T>();

    public Uri Address => address!;

    public HttpClient Client() => new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", AdminKey) } };

    public static async Task<AFeed> StartAsync(string database, Uri? broker = null, Uri? at = null, StreamTimes? times = null)
    {
        var feed = new AFeed(database, broker, at, times);
        (feed.address, feed.running) = await InThisProcess.StartAsync(feed.app);
        return feed;
    }

    /// <summary>Keeps what follows the head.</summary>
    public async Task TellAsync(params IReadOnlyList<CloudEvent> events) =>
        await Get<ChangeLog>().KeepAsync("syria", [.. events.Select(e => new KeptChange("syria", Number(e.Position), Number(e.PreviousPosition), JsonSerializer.Serialize(e, ContractJson.Options)))], CancellationToken.None);

    private static long Number(string position) => long.Parse(position, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<(int Status, JsonElement Answer)> PostAsync(string path, object body)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync(path, body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = Client();
        return await client.GetFromJsonAsync<JsonElement>(path);
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

/// <summary>Changes as a ledger tells them: every third of Daraa, every fourth to the SDF, a day between two recordings.</summary>
internal static class ToldChanges
{
    private static readonly DateTimeOffset First = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When a position was recorded.</summary>
    public static DateTimeOffset RecordedAt(long position) => First.AddDays(position);

    public static CloudEvent[] Of(int from, int count, TimeSpan? apart = null) => [.. Enumerable.Range(from, count).Select(i => One(i, apart ?? TimeSpan.FromDays(1)))];

    private static CloudEvent One(long position, TimeSpan apart)
    {
        var (at, area) = ($"{position}", position % 3 == 0 ? "SY12" : "SY03");
        var day = First.Date;
        var change = new ControlChange("chg_" + at, at, area, area, AreaLevel.Governorate, [area], "GOV_ASSAD", null, position % 4 == 0 ? "SDF" : "OPP", ControlStatus.Controlled, Extent.Whole, Manner.Force,
            "2024-01-01", Precision.Day, day, day.AddDays(1), DateBasis.Published, day, true, new Grade('B', 2), "v1/decides-alone", "policy", ["clm_1"], [], [], "A change", "تغيير", new ControlState(["OPP"], ControlStatus.Controlled, day));
        return new CloudEvent("evt_" + at, "/theatres/syria", EventTypes.Changed, area, First + (position * apart), at, $"{position - 1}", change);
    }
}
