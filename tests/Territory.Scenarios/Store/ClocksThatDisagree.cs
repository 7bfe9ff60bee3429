using System.Collections.Concurrent;
using Shouldly;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Store;

/// <summary>Two writers whose clocks differ and jump: recorded time and what is settled hold all the same.</summary>
public sealed class ClocksThatDisagree(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2024, 12, 7, 12, 0, 0, TimeSpan.Zero);
    private readonly HandClock fast = new(Noon.AddHours(1)), slow = new(Noon);
    private ALog ahead = null!, behind = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.NewDatabaseAsync();
        (ahead, behind) = (await ALog.OpenAsync(database, fast), await ALog.OpenAsync(database, slow));
    }

    [Fact]
    public async Task recorded_times_rise_with_positions()
    {
        await Task.WhenAll(WriteAsync(ahead, fast, 1, () => true), WriteAsync(behind, slow, 2, () => true));
        var times = await ahead.TimesAsync();
        times.Count.ShouldBe(200);
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
    }

    [Fact]
    public async Task a_settled_moment_never_gains_an_event()
    {
        var (ends, settled) = (new CancellationTokenSource(), new ConcurrentQueue<(DateTimeOffset Moment, long Position)>());
        var reading = SettleAsync(settled, ends.Token);
        await Task.WhenAll(WriteAsync(ahead, fast, 3, Enough), WriteAsync(behind, slow, 4, Enough));
        await ends.CancelAsync();
        await reading;
        bool Enough() => settled.Count > 20 || reading.IsCompleted;
        foreach (var (moment, position) in settled) (await ahead.PositionAtAsync(moment)).ShouldBe(position, $"{moment:O} was settled");
    }

    [Fact]
    public async Task a_reader_ahead_settles_nothing_a_slow_writer_adds()
    {
        var moment = Noon.AddMinutes(30);
        (await ahead.Door.SettleAsync(moment, CancellationToken.None)).ShouldBeTrue();
        (await behind.NoteAsync("s", new("slow", 1))).ShouldBeGreaterThan(moment);
    }

    [Fact]
    public async Task a_moment_to_come_is_not_settled()
    {
        (await behind.Door.SettleAsync(slow.GetUtcNow(), CancellationToken.None)).ShouldBeFalse();
        (await behind.Door.SettleAsync(slow.GetUtcNow().AddTicks(-10), CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task what_was_settled_stays_so_when_the_clock_falls_back()
    {
        var moment = slow.GetUtcNow().AddSeconds(-1);
        (await behind.Door.SettleAsync(moment, CancellationToken.None)).ShouldBeTrue();
        slow.Move(TimeSpan.FromDays(-1));
        (await behind.Door.SettleAsync(moment, CancellationToken.None)).ShouldBeTrue();
        (await behind.NoteAsync("s", new("slow", 1))).ShouldBeGreaterThan(moment);
        (await behind.PositionAtAsync(moment)).ShouldBe(0);
    }

    [Fact]
    public async Task a_moment_is_settled_only_when_its_writer_has_ended()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = behind.Door.EnterAsync(async (door, _) =>
        {
            door.Append("s", [new Noted("slow", 1)]);
            entered.SetResult();
            await leave.Task;
            return door.RecordedAt;
        }, null, CancellationToken.None);
        await entered.Task;
        slow.Move(TimeSpan.FromMinutes(1));
        var settling = behind.Door.SettleAsync(Noon.AddSeconds(30), CancellationToken.None);
        settling.IsCompleted.ShouldBeFalse();
        leave.SetResult();
        (await writing).ShouldBe(Noon);
        (await settling).ShouldBeTrue();
        (await behind.PositionAtAsync(Noon.AddSeconds(30))).ShouldBe(1);
    }

    [Fact]
    public async Task without_a_clock_of_its_own_a_store_goes_by_the_databases()
    {
        await using var log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        var before = (await log.ReadAsync<DateTimeOffset>("select clock_timestamp()"))[0];
        var recorded = await log.NoteAsync("s", new("us", 1));
        recorded.ShouldBeInRange(before, (await log.ReadAsync<DateTimeOffset>("select clock_timestamp()"))[0]);
        (await log.TimesAsync()).ShouldBe([recorded]);
    }

    /// <summary>A hundred notes, and more until it is enough, the clock jumping up to ten seconds either way before each.</summary>
    private static async Task WriteAsync(ALog log, HandClock clock, int seed, Func<bool> enough)
    {
        var random = new Random(seed);
        for (var number = 1; number <= 100 || !enough(); number++)
        {
            clock.Move(TimeSpan.FromMilliseconds(random.Next(-10_000, 10_000)));
            await log.NoteAsync($"by-{seed}", new($"writer {seed}", number));
        }
    }

    /// <summary>What a reader is told is settled, and where the log was then.</summary>
    private async Task SettleAsync(ConcurrentQueue<(DateTimeOffset Moment, long Position)> settled, CancellationToken cancellation)
    {
        var random = new Random(5);
        while (!cancellation.IsCancellationRequested)
        {
            var (log, clock) = random.Next(2) == 0 ? (ahead, fast) : (behind, slow);
            var moment = clock.GetUtcNow().AddMilliseconds(random.Next(-3000, 1000));
            if (await log.Door.SettleAsync(moment, CancellationToken.None)) settled.Enqueue((moment, await log.PositionAtAsync(moment)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ahead.DisposeAsync();
        await behind.DisposeAsync();
    }
}
