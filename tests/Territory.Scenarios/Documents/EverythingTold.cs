using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using RabbitMQ.Client;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Pipe;
using Territory.Scenarios.Subscriptions;
using Xunit;

namespace Territory.Scenarios.Documents;

/// <summary>Every kind of public event, made by the real services and received over every way there is.</summary>
public sealed class EverythingTold(SplitInstallation installation) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private static readonly string[] AllKinds = [.. EventSchemas.Types.Select(EventTypes.Word)];
    private readonly List<Sent> all = [];
    private Receiver receiver = null!;
    private HttpClient client = null!;
    private string head = "", last = "";

    internal IReadOnlyList<Sent> All => all;

    internal PublishedSchemas Published { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (receiver, client) = (await Receiver.StartAsync(), installation.Client());
        Published = await PublishedSchemas.ReadAsync(installation);
        await using var connection = await new ConnectionFactory { Uri = installation.Broker! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        head = await installation.HeadAsync();
        var bound = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(bound, "territory.control", "#");
        var queue = (await SubscribeAsync(new { type = "queue" })).GetProperty("target").GetProperty("queue").GetString()!;
        var secret = (await SubscribeAsync(receiver.Target("/news"))).GetProperty("secret").GetString()!;
        await TellAsync();
        last = await installation.HeadAsync();

        await DrainAsync("exchange", channel, bound);
        await DrainAsync("queue", channel, queue);
        await HitAsync("webhook", "/news", secret);
        await ListenAsync("feed", "");
        await ListenAsync("filtered feed", "&minGrade=B2");
        await ReadLogAsync();
        await ReplayAsync(channel);
    }

    /// <summary>Every status, precision and party an event can speak of, at places no other scenario speaks of.</summary>
    private async Task TellAsync()
    {
        var report = (await installation.ReportAsync(Reports.TownTaken("العريشة", 8000))).Answer.GetProperty("id").GetString();
        await Eventually.TrueAsync(async () => (await installation.GetAsync("/api/reports/" + report)).GetProperty("claims").EnumerateArray().All(claim => claim.GetProperty("state").GetString() == "recorded"), Soon);
        var taken = await PostAsync("/api/changes", new { area = "C4477", from = "ISIS", to = "SDF", status = "controlled", extent = "whole", manner = "force", effectiveAt = "2017-02-03", grade = "B2" });
        await PostAsync("/api/changes", new { area = "C4454", to = "SDF", with = new[] { "GOV_ASSAD" }, status = "shared", manner = "agreement", effectiveAt = "2017-03" });
        await PostAsync("/api/changes", new { area = "C4919", from = "YPG", challengers = new[] { "ISIS" }, status = "contested", effectiveAt = "2015" });
        await PostAsync("/api/changes", new { area = "C4639", from = "ISIS", status = "withdrawn", manner = "withdrawal", effectiveAt = "2017-05-01T10:30:00Z" });
        await PostAsync("/api/changes", new { area = "C4688", to = "GOV_ASSAD", status = "controlled", besiegedBy = new[] { "SDF" }, extent = "centre", effectiveAt = "2016-08-20" });
        await PostAsync("/api/changes", new { area = "C4841", status = "unknown", effectiveAt = "2018-01-01" });
        var corrected = await PostAsync($"/api/changes/{taken}/correct", new { effectiveAt = "2017-02-02", reason = "It was a day earlier." });
        await PostAsync($"/api/changes/{corrected}/retract", new { reason = "It was another town." });
        var succession = await PostAsync("/api/successions", new { from = "TRIBES", to = "LOCAL_SUWAYDA", on = "2013-01-01", source = "invented for this scenario" });
        await PostAsync($"/api/successions/{succession}/retract", new { reason = "invented, as it said" });
    }

    private async Task<string> PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).ShouldBeInRange(200, 202, $"{path}: {told}");
        return told.GetProperty("id").GetString()!;
    }

    /// <summary>With a filter that keeps nothing back, so that every event names the one before.</summary>
    private async Task<JsonElement> SubscribeAsync(object target)
    {
        using var answer = await client.PostAsJsonAsync("/api/subscriptions", new { name = "everything told", target, filter = new { kinds = AllKinds }, start = new { position = head } });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).ShouldBe(201, made.ToString());
        return made;
    }

    private async Task DrainAsync(string way, IChannel channel, string queue)
    {
        var come = new List<Sent>();
        await Eventually.TrueAsync(async () =>
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message) come.Add(Sent.Over(way, message));
            return come.Count > 0 && come[^1].Position == last;
        }, Soon);
        all.AddRange(come);
    }

    private async Task HitAsync(string way, string path, string secret)
    {
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Hits(path) is [.., var hit] && hit.Event.GetProperty("position").GetString() == last), Soon);
        receiver.Hits(path).ShouldAllBe(hit => hit.IsSignedBy(secret));
        all.AddRange(receiver.Hits(path).Select(hit => Sent.Over(way, hit)));
    }

    private async Task ListenAsync(string way, string filter)
    {
        using var answer = await client.GetAsync($"/api/feed?after={head}{filter}", HttpCompletionOption.ResponseHeadersRead);
        using var patience = new CancellationTokenSource(Soon);
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            all.Add(Sent.Over(way, item) with { MediaType = answer.Content.Headers.ContentType?.MediaType });
            if (all[^1].Position == last) return;
        }
    }

    private async Task ReadLogAsync()
    {
        var page = await installation.GetAsync("/api/changes?after=" + head);
        all.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Sent.Over("log", "application/json", item.GetRawText())));
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/changes?after=" + head) { Headers = { { "Accept", "application/x-ndjson" } } };
        using var answer = await client.SendAsync(asked);
        all.AddRange(await LinesAsync("lines of the log", answer));
    }

    private async Task ReplayAsync(IChannel channel)
    {
        var queue = (await channel.QueueDeclareAsync("desk." + Guid.NewGuid().ToString("N"), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" })).QueueName;
        await StartAsync(new { type = "queue", queue });
        var secret = (await StartAsync(receiver.Target("/again"))).GetProperty("secret").GetString()!;
        var file = await StartAsync(new { type = "file" });
        using var answer = await client.GetAsync($"/api/replays/{file.GetProperty("id").GetString()}/file");
        all.AddRange(await LinesAsync("file of a replay", answer));
        await DrainAsync("queue of a replay", channel, queue);
        await HitAsync("webhook of a replay", "/again", secret);
        await channel.QueueDeleteAsync(queue);

        async Task<JsonElement> StartAsync(object target)
        {
            using var started = await client.PostAsJsonAsync("/api/replays", new { afterPosition = head, untilPosition = last, target, filter = new { kinds = AllKinds } });
            var replay = await started.Content.ReadFromJsonAsync<JsonElement>();
            ((int)started.StatusCode).ShouldBe(202, replay.ToString());
            return replay;
        }
    }

    private static async Task<IEnumerable<Sent>> LinesAsync(string way, HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue($"{way}: {answer.StatusCode}");
        return (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Sent.Over(way, answer.Content.Headers.ContentType?.MediaType, line));
    }

    public async ValueTask DisposeAsync()
    {
        var made = await installation.GetAsync("/api/subscriptions?limit=1000");
        foreach (var one in made.GetProperty("items").EnumerateArray().Where(s => s.GetProperty("name").GetString() == "everything told"))
            (await client.DeleteAsync("/api/subscriptions/" + one.GetProperty("id").GetString())).EnsureSuccessStatusCode();
        client.Dispose();
        await receiver.DisposeAsync();
    }
}
