using JasperFx.Events;
using Marten;
using Npgsql;
using Shouldly;
using Territory.Hosting.Store;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Store;

/// <summary>The door writes Marten's tables itself: Marten must find there what it would have written.</summary>
public sealed class EventsWrittenByTheDoor(PostgresPart postgres) : IAsyncLifetime
{
    private const string Columns = "type, mt_dotnet_type, tenant_id, is_archived, bdata is null, stream_id, version, data";
    private ALog log = null!;

    public async ValueTask InitializeAsync() => log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);

    [Fact]
    public async Task marten_reads_them_back_as_they_were_appended()
    {
        IReadOnlyList<IEvent> appended = [];
        await log.Door.EnterAsync((door, _) =>
        {
            door.Append("a", [new Noted("x", 1), new Noted("x", 2)]);
            door.Append("b", [new Noted("y", 1)]);
            door.Append("a", [new Noted("x", 3)]);
            return Task.FromResult(0);
        }, events => { appended = events; return []; }, CancellationToken.None);
        await log.NoteAsync("a", new("x", 4));
        await using var session = log.Documents.QuerySession();
        var all = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync();
        all.Take(4).Select(Told).ShouldBe(appended.Select(Told));
        all.Select(e => (e.StreamKey, e.Version, e.Sequence)).ShouldBe([("a", 1, 1), ("a", 2, 2), ("b", 1, 3), ("a", 3, 4), ("a", 4, 5)]);
        (await session.Events.FetchStreamAsync("a")).Select(e => e.Data).ShouldBe([new Noted("x", 1), new Noted("x", 2), new Noted("x", 3), new Noted("x", 4)]);
        (await session.Events.FetchStreamStateAsync("a"))!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task every_column_is_as_marten_fills_it()
    {
        await log.NoteAsync("ours", new("x", 1));
        await using (var session = log.Documents.LightweightSession())
        {
            session.Events.Append("martens", new Noted("x", 1));
            await session.SaveChangesAsync();
        }
        var rows = await log.ReadAsync<string>($"select replace(row({Columns})::text, 'martens', 'ours') from notes.mt_events order by seq_id");
        rows.Count.ShouldBe(2);
        rows[0].ShouldBe(rows[1]);
        var streams = await log.ReadAsync<string>("select replace((to_jsonb(s) - 'timestamp' - 'created')::text, 'martens', 'ours') from notes.mt_streams s order by id");
        streams[0].ShouldBe(streams[1]);
        (await log.NoteAsync("ours", new("x", 2))).ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        (await log.ReadAsync<long>("select seq_id from notes.mt_events order by 1")).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task what_fails_leaves_nothing_and_its_positions_unused()
    {
        await Should.ThrowAsync<InvalidOperationException>(log.Door.EnterAsync<int>((door, _) =>
        {
            door.Append("a", [new Noted("x", 1)]);
            return Task.FromResult(0);
        }, _ => throw new InvalidOperationException("the views cannot be written"), CancellationToken.None));
        (await log.ReadAsync<long>("select count(*) from notes.mt_events")).ShouldBe([0]);
        await log.NoteAsync("a", new("x", 1));
        (await log.ReadAsync<long>("select version from notes.mt_events")).ShouldBe([1]);
    }

    [Fact]
    public async Task many_are_written_in_slices_in_order()
    {
        var slices = new List<IReadOnlyList<IEvent>>();
        await AppendManyAsync(2500, slice => { slices.Add(slice); return []; });
        slices.Count.ShouldBeGreaterThan(2);
        slices.SelectMany(s => s).Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 2500).Select(i => (long)i));
        (await log.ReadAsync<long>("select count(*) from notes.mt_events where version = (seq_id + 1) / 2 and stream_id = case seq_id % 2 when 1 then 'a' else 'b' end")).ShouldBe([2500]);
        await log.NoteAsync("c", new("x", 1));
        (await log.ReadAsync<long>("select max(seq_id) from notes.mt_events")).ShouldBe([2501]);
    }

    [Fact]
    public async Task what_fails_in_a_later_slice_leaves_nothing()
    {
        var slices = 0;
        await Should.ThrowAsync<InvalidOperationException>(AppendManyAsync(2500, _ => ++slices < 3 ? [] : throw new InvalidOperationException("the third slice has no views")));
        (await log.ReadAsync<long>("select count(*) from notes.mt_events")).ShouldBe([0]);
        await log.NoteAsync("a", new("x", 1));
        (await log.ReadAsync<long>("select version from notes.mt_events")).ShouldBe([1]);
    }

    [Fact]
    public async Task the_server_writes_on_while_the_work_goes_on()
    {
        var (slices, seen) = (new List<IEvent>(), new List<long>());
        await log.Door.EnterAsync(async (door, ct) =>
        {
            for (var i = 0; i < 2500; i++)
            {
                door.Append(i % 2 == 0 ? "a" : "b", [new Noted("x", i)]);
                door.WriteOn();
                if (i % 1000 != 999) continue;
                await door.WrittenAsync();
                await using var count = new NpgsqlCommand("select count(*) from notes.mt_events", door.Connection);
                seen.Add((long)(await count.ExecuteScalarAsync(ct))!);
            }
            return 0;
        }, slice => { slices.AddRange(slice); return []; }, CancellationToken.None);
        seen.ShouldBe([800, 2000]);
        slices.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, 2500).Select(i => (long)i));
        (await log.ReadAsync<long>("select count(*) from notes.mt_events where version = (seq_id + 1) / 2 and stream_id = case seq_id % 2 when 1 then 'a' else 'b' end")).ShouldBe([2500]);
        (await log.ReadAsync<long>("select version from notes.mt_streams order by id")).ShouldBe([1250, 1250]);
    }

    [Fact]
    public async Task a_work_that_fails_while_some_is_written_leaves_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(log.Door.EnterAsync<int>((door, _) =>
        {
            door.Append("a", [.. Enumerable.Range(0, 1000).Select(i => new Noted("x", i))]);
            door.WriteOn();
            throw new InvalidOperationException("it cannot be decided");
        }, _ => [], CancellationToken.None));
        (await log.ReadAsync<long>("select count(*) from notes.mt_events")).ShouldBe([0]);
        (await log.ReadAsync<long>("select count(*) from notes.mt_streams")).ShouldBe([0]);
    }

    [Fact]
    public async Task what_cannot_be_written_fails_the_work_with_its_reason()
    {
        (await Should.ThrowAsync<PostgresException>(log.Door.EnterAsync((door, _) =>
        {
            door.Append("a", [.. Enumerable.Range(0, 1000).Select(i => new Noted("x", i))]);
            door.WriteOn();
            return Task.FromResult(0);
        }, _ => [new("select 1 / 0")], CancellationToken.None))).SqlState.ShouldBe(PostgresErrorCodes.DivisionByZero);
        (await log.ReadAsync<long>("select count(*) from notes.mt_events")).ShouldBe([0]);
    }

    private Task<int> AppendManyAsync(int events, ViewsOfEvents views) => log.Door.EnterAsync((door, _) =>
    {
        for (var i = 0; i < events; i++) door.Append(i % 2 == 0 ? "a" : "b", [new Noted("x", i)]);
        return Task.FromResult(0);
    }, views, CancellationToken.None);

    private static (Guid, string?, long, DateTimeOffset, string, string, object) Told(IEvent e) => (e.Id, e.StreamKey, e.Sequence, e.Timestamp, e.EventTypeName, e.DotNetTypeName, e.Data);

    public async ValueTask DisposeAsync() => await log.DisposeAsync();
}
