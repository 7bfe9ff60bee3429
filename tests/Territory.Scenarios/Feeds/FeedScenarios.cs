using System.Diagnostics;
using Shouldly;
using Territory.Contracts;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Pipe;
using Territory.Scenarios.Requests;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>What a subscriber of the feed may rely on.</summary>
public abstract class FeedScenarios(Installation installation)
{
    private static readonly TimeSpan Soon = Eventually.Most;

    [Fact]
    public async Task a_reader_resumes_without_gap_or_duplicate()
    {
        var cursor = await installation.HeadAsync();
        var received = new List<CloudEvent>();
        await using (var listener = await Listener.ConnectAsync(installation, "?after=" + cursor))
        {
            await TakenAsync("منبج", "جرابلس");
            received.Add(await listener.NextAsync(Soon));
            received.Add(await listener.NextAsync(Soon));
        }
        // One while nobody listens, one after.
        await TakenAsync("أعزاز");
        await using var again = await Listener.ConnectAsync(installation, lastEventId: received[^1].Position);
        received.Add(await again.NextAsync(Soon));
        await TakenAsync("كوباني");
        received.Add(await again.NextAsync(Soon));

        var log = (await installation.GetAsync("/api/changes?after=" + cursor)).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()).ToArray();
        log.Length.ShouldBe(4);
        received.Select(e => e.Id).ShouldBe(log);
        received.Select(e => e.PreviousPosition).ShouldBe([cursor, .. received.Take(3).Select(e => e.Position)]);
        received.ShouldAllBe(e => e.PreviousDelivered == null);
    }

    [Fact]
    public async Task last_event_id_goes_before_after()
    {
        var cursor = await installation.HeadAsync();
        await TakenAsync("الباب", "دير حافر");
        var first = (await installation.GetAsync("/api/changes?after=" + cursor)).GetProperty("items")[0].GetProperty("position").GetString()!;
        // A browser that reconnects sends its first address again, and the id beside it.
        await using var listener = await Listener.ConnectAsync(installation, "?after=" + cursor, lastEventId: first);
        (await listener.NextAsync(Soon)).PreviousPosition.ShouldBe(first);
    }

    [Fact]
    public async Task a_filtered_reader_is_told_what_it_had_before()
    {
        var cursor = await installation.HeadAsync();
        await using var listener = await Listener.ConnectAsync(installation, $"?after={cursor}&area=SY07");
        await TakenAsync("سراقب", "محردة", "أريحا");
        var (first, second) = (await listener.NextAsync(Soon), await listener.NextAsync(Soon));
        (first.Subject, second.Subject).ShouldBe(("C3916", "C4278"));
        first.PreviousDelivered.ShouldBe(cursor);
        second.PreviousDelivered.ShouldBe(first.Position);
        second.PreviousPosition.ShouldNotBe(first.Position, "somebody else's change lies between");
    }

    [Fact]
    public async Task where_an_answer_stands_is_a_cursor()
    {
        await TakenAsync("الميادين");
        // Of a party nobody registered: it is recorded and changes nothing, and answers stand behind it.
        var (status, _) = await installation.ReportAsync(new { text = "سيطرت فصائل المعارضة السورية اليوم على مدينة البوكمال بعد اشتباكات مع قوات النظام السوري.", source = "somebody unheard of", publishedAt = "2024-12-06" }, "?wait=20");
        status.ShouldBe(201);
        var (head, stands) = (await installation.HeadAsync(), (await installation.GetAsync("/api/control")).GetProperty("position").GetString()!);
        long.Parse(stands, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(long.Parse(head, System.Globalization.CultureInfo.InvariantCulture));
        await using var listener = await Listener.ConnectAsync(installation, "?after=" + stands);
        await TakenAsync("هجين");
        (await listener.NextAsync(Soon)).PreviousPosition.ShouldBe(head);
        using var refused = new Refused(installation);
        await refused.GetAsync(422, "after", "/api/feed?after=99999999");
    }

    [Fact]
    public async Task a_quiet_stream_shows_that_it_lives()
    {
        using var client = installation.Client();
        await using var stream = await client.GetStreamAsync("/api/feed");
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == ": heartbeat") return;
            line.ShouldBeOneOf("", ": territory");
        }
        throw new InvalidOperationException("The stream ended.");
    }

    [Fact]
    public async Task whoever_stops_ends_its_streams_quietly()
    {
        foreach (var process in installation.OnAStreamsWay)
        {
            using var client = installation.Client();
            await using var stream = await client.GetStreamAsync("/api/feed");
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync()).ShouldBe(": territory");
            var watch = Stopwatch.StartNew();
            var stopping = installation.StopAsync(process);
            try
            {
                // A cut connection would throw here.
                await reader.ReadToEndAsync().WaitAsync(Soon);
                watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6), process);
                // Held by a stream it would take the host's ten seconds and end in 134.
                (await stopping).ShouldBe(0, process);
                watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(9), process);
            }
            finally
            {
                await stopping;
                await installation.StartAgainAsync(process);
            }
        }
    }

    private async Task TakenAsync(params IReadOnlyList<string> towns)
    {
        foreach (var town in towns)
        {
            var (status, answer) = await installation.ReportAsync(Reports.TownTaken(town, 5000), "?wait=20");
            status.ShouldBe(201, town);
            answer.GetProperty("changes").GetArrayLength().ShouldBe(1, $"{town}: {answer}");
        }
    }
}

[Collection<OnTheAllInOne>]
public sealed class TheFeedOfTheAllInOne(AllInOneInstallation installation) : FeedScenarios(installation);

[Collection<OnTheSplitServices>]
public sealed class TheFeedOfTheSplitServices(SplitInstallation installation) : FeedScenarios(installation);
