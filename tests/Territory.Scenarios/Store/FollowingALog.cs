using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Territory.Hosting.Store;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Store;

/// <summary>Who follows a log has each of its events, in order, also when several pages are handed on at once and one of them fails.</summary>
public sealed class FollowingALog(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private ALog log = null!;
    private Cursors cursors = null!;

    public async ValueTask InitializeAsync()
    {
        log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        cursors = new(log.Database);
        await log.Signal.StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task the_next_page_waits_for_none_before_it_where_that_is_allowed()
    {
        var pages = new HeldPages(atOnce: 3);
        await using var following = await FollowAsync(pages);
        for (var number = 1; number <= 3; number++) await NoteAndWaitAsync(pages, number);
        await NoteAsync(4);
        pages.Release(3);
        pages.Release(2);
        (await cursors.ReadAsync("follower", CancellationToken.None)).ShouldBe(0, "the first page is not handed on yet");
        pages.Release(1);
        await Eventually.TrueAsync(async () => await cursors.ReadAsync("follower", CancellationToken.None) == 3, Patience);
        await Eventually.TrueAsync(() => Task.FromResult(pages.Taken.Count == 4), Patience);
        pages.Release(4);
        await Eventually.TrueAsync(async () => await cursors.ReadAsync("follower", CancellationToken.None) == 4, Patience);
        pages.Most.ShouldBe(3);
    }

    [Fact]
    public async Task after_a_page_that_fails_all_behind_it_is_handed_on_again()
    {
        var pages = new HeldPages(atOnce: 3);
        await using var following = await FollowAsync(pages);
        for (var number = 1; number <= 3; number++) await NoteAndWaitAsync(pages, number);
        pages.Release(2);
        pages.Release(3);
        pages.Fail(1);
        await Eventually.TrueAsync(() => Task.FromResult(pages.Taken.Count == 6), Patience);
        pages.Taken.ShouldBe([1, 2, 3, 1, 2, 3]);
        await Eventually.TrueAsync(async () => await cursors.ReadAsync("follower", CancellationToken.None) == 3, Patience);
    }

    [Fact]
    public async Task one_page_after_the_other_otherwise()
    {
        var pages = new HeldPages(atOnce: 1);
        await using var following = await FollowAsync(pages);
        await NoteAndWaitAsync(pages, 1);
        await NoteAsync(2);
        pages.Release(1);
        await Eventually.TrueAsync(() => Task.FromResult(pages.Taken.Count == 2), Patience);
        (await cursors.ReadAsync("follower", CancellationToken.None)).ShouldBe(1);
        pages.Release(2);
        await Eventually.TrueAsync(async () => await cursors.ReadAsync("follower", CancellationToken.None) == 2, Patience);
        pages.Most.ShouldBe(1);
    }

    private Task<DateTimeOffset> NoteAsync(int number) => log.NoteAsync("s", new("us", number));

    /// <summary>So that each event is a page of its own.</summary>
    private async Task NoteAndWaitAsync(HeldPages pages, int number)
    {
        await NoteAsync(number);
        await Eventually.TrueAsync(() => Task.FromResult(pages.Taken.Count == number), Patience);
    }

    private async Task<Following> FollowAsync(ILogHandler pages)
    {
        var follower = new LogFollower("follower", log.Documents, log.Database, log.Signal, pages, TimeSpan.FromMilliseconds(1), NullLogger<LogFollower>.Instance);
        await follower.StartAsync(CancellationToken.None);
        return new(follower);
    }

    public async ValueTask DisposeAsync()
    {
        await log.Signal.StopAsync(CancellationToken.None);
        await log.DisposeAsync();
    }

    private sealed record Following(LogFollower Follower) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Follower.StopAsync(CancellationToken.None);
            Follower.Dispose();
        }
    }

    /// <summary>Takes pages and holds each until it is told what becomes of it; an event handed on again passes at once.</summary>
    private sealed class HeldPages(int atOnce) : ILogHandler
    {
        private readonly ConcurrentDictionary<long, TaskCompletionSource> held = new();
        private readonly ConcurrentQueue<long> taken = new();
        private int underWay, most;

        public int PagesAtOnce => atOnce;

        /// <summary>Positions, in the order they were handed on.</summary>
        public IReadOnlyCollection<long> Taken => [.. taken];

        /// <summary>How many pages it ever had at once.</summary>
        public int Most => most;

        public void Release(long position) => held[position].SetResult();

        public void Fail(long position)
        {
            var failing = held[position];
            held[position] = new();
            Release(position);
            failing.SetException(new IOException("The broker is away."));
        }

        public async Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            foreach (var e in page) taken.Enqueue(e.Position);
            try { await held.GetOrAdd(page[0].Position, _ => new()).Task.WaitAsync(cancellation); }
            finally { Interlocked.Decrement(ref underWay); }
        }
    }
}
