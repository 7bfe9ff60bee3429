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
    private static readonly TimeSpan Patience = Eventually.Most;
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
        var (pages, witness) = (new HeldPages(atOnce: 3), new Witness());
        await using var following = await FollowAsync("follower", pages);
        await using var watching = await FollowAsync("witness", witness);
        for (var number = 1; number <= 3; number++) await NoteAndWaitAsync(pages, number);
        await NoteAsync(4);
        await UntilAsync(() => witness.Taken.Count == 4);
        pages.Taken.ShouldBe([1, 2, 3], "the fourth waits until one of three is handed on");
        pages.Release(3);
        pages.Release(2);
        pages.Release(1);
        await UntilAsync(() => pages.Taken.Count == 4);
        await UntilItStandsAtAsync(3);
        pages.Release(4);
        await UntilItStandsAtAsync(4);
    }

    [Fact]
    public async Task after_a_page_that_fails_all_behind_it_is_handed_on_again()
    {
        var pages = new HeldPages(atOnce: 3);
        await using var following = await FollowAsync("follower", pages);
        for (var number = 1; number <= 3; number++) await NoteAndWaitAsync(pages, number);
        pages.Release(2);
        pages.Release(3);
        pages.Fail(1);
        await UntilAsync(() => pages.Taken.Count == 6);
        pages.Taken.ShouldBe([1, 2, 3, 1, 2, 3]);
        await UntilItStandsAtAsync(3);
    }

    [Fact]
    public async Task one_page_after_the_other_otherwise()
    {
        var (pages, witness) = (new HeldPages(atOnce: 1), new Witness());
        await using var following = await FollowAsync("follower", pages);
        await using var watching = await FollowAsync("witness", witness);
        await NoteAndWaitAsync(pages, 1);
        await NoteAsync(2);
        await UntilAsync(() => witness.Taken.Count == 2);
        pages.Taken.ShouldBe([1]);
        pages.Release(1);
        await UntilAsync(() => pages.Taken.Count == 2);
        pages.Release(2);
        await UntilItStandsAtAsync(2);
    }

    private static Task UntilAsync(Func<bool> so) => Eventually.TrueAsync(() => Task.FromResult(so()), Patience);

    private Task UntilItStandsAtAsync(long position) => Eventually.TrueAsync(async () => await cursors.ReadAsync("follower", CancellationToken.None) == position, Patience);

    private Task<DateTimeOffset> NoteAsync(int number) => log.NoteAsync("s", new("us", number));

    /// <summary>So that each event is a page of its own.</summary>
    private async Task NoteAndWaitAsync(HeldPages pages, int number)
    {
        await NoteAsync(number);
        await UntilAsync(() => pages.Taken.Count == number);
    }

    private async Task<Following> FollowAsync(string name, ILogHandler pages)
    {
        var follower = new LogFollower(name, log.Documents, log.Database, log.Signal, pages, TimeSpan.FromMilliseconds(1), NullLogger<LogFollower>.Instance);
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

    /// <summary>Another who follows the log: what he has, everybody could have.</summary>
    private sealed class Witness : ILogHandler
    {
        private readonly ConcurrentQueue<long> taken = new();

        public IReadOnlyCollection<long> Taken => [.. taken];

        public Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
        {
            foreach (var e in page) taken.Enqueue(e.Position);
            return Task.CompletedTask;
        }
    }

    /// <summary>Takes pages and holds each until it is told what becomes of it; an event handed on again passes at once.</summary>
    private sealed class HeldPages(int atOnce) : ILogHandler
    {
        private readonly ConcurrentDictionary<long, TaskCompletionSource> held = new();
        private readonly ConcurrentQueue<long> taken = new();

        public int PagesAtOnce => atOnce;

        /// <summary>Positions, in the order they were handed on.</summary>
        public IReadOnlyCollection<long> Taken => [.. taken];

        public void Release(long position) => Held(position).SetResult();

        public void Fail(long position)
        {
            var failing = Held(position);
            held[position] = new();
            Release(position);
            failing.SetException(new IOException("The broker is away."));
        }

        public Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
        {
            var told = Held(page[0].Position).Task.WaitAsync(cancellation);
            foreach (var e in page) taken.Enqueue(e.Position);
            return told;
        }

        private TaskCompletionSource Held(long position) => held.GetOrAdd(position, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
