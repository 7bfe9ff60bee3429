using Npgsql;
using Shouldly;
using Territory.Hosting.Store;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Store;

/// <summary>A log read once and laid aside by parts: each has its streams' events as the log has them, and nobody else's.</summary>
public sealed class LayingALogAside(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly string[] Streams = ["a", "b", "ج", "d"];
    private readonly ScratchFolder folder = new();
    private ALog log = null!;
    private StoredEvents events = null!;

    public async ValueTask InitializeAsync()
    {
        log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        events = new(log.Documents, "notes");
        var numbers = new Random(7);
        await log.Door.EnterAsync((door, _) =>
        {
            // Some bodies are longer than a block of the file, one is longer than what is read at once.
            for (var i = 0; i < 900; i++) door.Append(Streams[numbers.Next(Streams.Length)], [new Noted(new string('ن', i == 450 ? 600_000 : i % 100 == 0 ? 50_000 : numbers.Next(300)), i)]);
            return Task.FromResult(0);
        }, null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task each_part_is_what_the_log_says_of_its_streams()
    {
        using var parts = await LayAsideAsync(upTo: 800, [("a", 0), ("ج", 1), ("d", 0)], 3, folder.Path);
        using var held = parts.Hold(0);
        held.ByStream().Select(Told).ShouldBe([.. await ReadAsync("stream_id = 'a'"), .. await ReadAsync("stream_id = 'd'")]);
        parts.InOrder(0).Select(Told).ShouldBe(await ReadAsync("stream_id in ('a', 'd')"));
        parts.InOrder(1).Select(Told).ShouldBe(await ReadAsync("stream_id = 'ج'"));
        parts.InOrder(2).ShouldBeEmpty();
        Directory.GetFiles(folder.Path).ShouldBeEmpty("it has no name, so that nothing stays behind when the process is killed");
    }

    [Fact]
    public async Task of_a_kind_read_in_short_there_is_no_more_than_that()
    {
        var plan = new StreamsInParts([("b", 0)], 1) { InShort = [new(typeof(Noted), typeof(Counted), "format('{\"number\":%s}', data -> 'number')")] };
        using var parts = await LayAsideAsync(800, plan, folder.Path);
        var whole = await log.ReadAsync<int>("select (data ->> 'number')::int from notes.mt_events where stream_id = 'b' and seq_id <= 800 order by seq_id");
        parts.InOrder(0).Select(e => e.Data).ShouldBe(whole.Select(number => (object)new Counted(number)));
    }

    [Fact]
    public async Task something_missing_in_it_is_a_broken_body()
    {
        var plan = new StreamsInParts([("b", 0)], 1) { InShort = [new(typeof(Noted), typeof(Counted), "format('{\"number\":%s}', data -> 'total')")] };
        using var parts = await LayAsideAsync(800, plan, folder.Path);
        Should.Throw<PoisonEventException>(() => parts.InOrder(0).First().Data).Message.ShouldContain("has a body that is no Counted");
    }

    [Fact]
    public async Task one_that_is_stopped_midway_leaves_its_connection_well()
    {
        await using var connection = await log.Database.Pool.OpenConnectionAsync();
        // Much more than fits between the two: only a stop on the server ends it before its time.
        await using (var copy = await LogCopy.BeginAsync(connection, $"select {CopiedRow.Columns}, data::text from notes.mt_events, generate_series(1, 100000)", CancellationToken.None))
            (await copy.NextAsync(CancellationToken.None))!.Value.Position.ShouldBeGreaterThan(0);
        await using var ask = new NpgsqlCommand("select count(*) from notes.mt_events", connection);
        (await ask.ExecuteScalarAsync()).ShouldBe(900L);
    }

    [Fact]
    public async Task one_that_is_cancelled_midway_says_so_and_ends_on_the_server()
    {
        await using var connection = await log.Database.Pool.OpenConnectionAsync();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await using var copy = await LogCopy.BeginAsync(connection, $"select {CopiedRow.Columns}, data::text from notes.mt_events, generate_series(1, 100000)", stop.Token);
            while (await copy.NextAsync(stop.Token) is not null) await stop.CancelAsync();
        });
        await Eventually.TrueAsync(async () => (await log.ReadAsync<int>("select pid from pg_stat_activity where state = 'active' and query like 'copy%generate_series%'")).Count == 0, Eventually.Most);
    }

    [Fact]
    public async Task a_folder_that_takes_nothing_is_named()
    {
        var file = Path.Combine(folder.Path, "a file");
        await File.WriteAllTextAsync(file, "");
        var refused = await Should.ThrowAsync<NoRoomException>(LayAsideAsync(900, [("a", 0)], 1, Path.Combine(file, "below")));
        refused.Message.ShouldContain("TERRITORY_DATA");
    }

    private sealed record Counted(int Number);

    private Task<LogInParts> LayAsideAsync(long upTo, IReadOnlyList<(string, int)> streams, int parts, string where) => LayAsideAsync(upTo, new(streams, parts), where);

    private Task<LogInParts> LayAsideAsync(long upTo, StreamsInParts plan, string where) =>
        events.LayAsideAsync(async ct => await log.Database.Pool.OpenConnectionAsync(ct), upTo, plan, where, readers: 3, _ => { }, CancellationToken.None);

    private async Task<IReadOnlyList<object>> ReadAsync(string which)
    {
        await using var connection = await log.Database.Pool.OpenConnectionAsync();
        var read = new List<object>();
        await foreach (var e in events.ReadAsync(connection, $"where seq_id <= 800 and {which} order by seq_id", [], CancellationToken.None)) read.Add(Told(e));
        return read;
    }

    private static object Told(StoredEvent e) => (e.Position, e.Id, e.Stream, e.Version, e.Type, e.Kind, e.RecordedAt, e.Data);
}
