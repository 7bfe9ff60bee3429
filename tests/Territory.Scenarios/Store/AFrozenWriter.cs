using System.Diagnostics;
using Npgsql;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Territory.Theatres;
using Xunit;

namespace Territory.Scenarios.Store;

/// <summary>A writer that freezes while it holds the append lock: to the server it looks like one that says nothing more.</summary>
public sealed class AFrozenWriter(PostgresPart postgres)
{
    [Fact]
    public async Task the_others_go_on_soon_after_its_patience()
    {
        await using var log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        var (frozen, thaw) = (new TaskCompletionSource(), new TaskCompletionSource());
        var freezing = log.Door.EnterAsync(async (door, _) =>
        {
            door.Append("a", [new Noted("frozen", 1)]);
            frozen.SetResult();
            await thaw.Task;
            return 0;
        }, null, CancellationToken.None);
        await frozen.Task;
        var watch = Stopwatch.StartNew();
        await log.NoteAsync("a", new("other", 1));
        watch.Elapsed.ShouldBeLessThan(ServiceDatabase.WriterPatience + TimeSpan.FromSeconds(4));
        thaw.SetResult();
        await Should.ThrowAsync<NpgsqlException>(freezing);
        (await log.ReadAsync<string>("select data ->> 'by' from notes.mt_events")).ShouldBe(["other"]);
    }

    /// <summary>Neither silent between two statements nor busy with one: the server has half of a statement and waits for the rest.</summary>
    [Fact]
    public async Task one_that_freezes_in_the_middle_of_a_statement_does_not_keep_the_others_either()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var line = new TcpLine(new NpgsqlConnectionStringBuilder(database).Port);
        await using var log = await ALog.OpenAsync(database, TimeProvider.System);
        await using var far = new ALog(new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = line.Port }.ConnectionString, TimeProvider.System);
        var freezing = far.Door.EnterAsync((door, _) =>
        {
            door.Append("a", [new Noted(new string('x', 1_000_000), 1)]);
            line.HoldAfter(200_000);
            return Task.FromResult(0);
        }, null, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await log.ReadAsync<int>("select pid from pg_stat_activity where datname = current_database() and state = 'active' and wait_event = 'ClientRead'")).Count == 1, Eventually.Most);
        var watch = Stopwatch.StartNew();
        await log.NoteAsync("a", new("other", 1));
        watch.Elapsed.ShouldBeLessThan(ServiceDatabase.WriterPatience + TimeSpan.FromSeconds(4));
        line.Release();
        await Should.ThrowAsync<WriterLostException>(freezing);
        (await log.ReadAsync<string>("select data ->> 'by' from notes.mt_events")).ShouldBe(["other"]);
    }

    [Fact]
    public async Task a_decision_whose_connection_was_ended_is_taken_anew()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(2)));
        await using var server = NpgsqlDataSource.Create(database);
        var watched = LocalTime.OfDay(new DateOnly(2024, 11, 2), AHistory.Theatre.Zone, DateBasis.Analyst);
        var attempts = 0;
        var steps = await ledger.Get<AreaDoor>().DecideAsync(
            AHistory.Theatre, ["SY12"], _ => [new ObservationRecorded(AHistory.Theatre.Id, new("obs_1", watched, "OPP", AHistory.Begin, "a desk", Grade.Parse("B2"), "person:test"))], CancellationToken.None, async (open, _) =>
            {
                if (++attempts > 1) return;
                await using var end = server.CreateCommand($"select pg_terminate_backend({open.Connection.ProcessID})");
                await end.ExecuteNonQueryAsync(CancellationToken.None);
            });
        attempts.ShouldBe(2);
        steps.ShouldHaveSingleItem();
        await using var count = server.CreateCommand("select count(*) from ledger.mt_events");
        (await count.ExecuteScalarAsync(CancellationToken.None)).ShouldBe(1L);
    }

    /// <summary>A first start writes under the append lock, too: once for each view.</summary>
    [Fact]
    public async Task a_first_start_whose_connection_was_ended_goes_on()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var server = NpgsqlDataSource.Create(database);
        await using var trap = server.CreateCommand("""
            create schema ledger;
            create table ledger.views (name text primary key, version int not null);
            create sequence public.begun;
            create function public.end_the_first() returns trigger language plpgsql as $$
                begin if nextval('public.begun') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
            create trigger ending before insert on ledger.views for each row execute function public.end_the_first();
            """);
        await trap.ExecuteNonQueryAsync(CancellationToken.None);
        await using var ledger = await ALedger.StartAsync(database);
        await using var begun = server.CreateCommand("select last_value - (select count(*) from ledger.views) from public.begun");
        (await begun.ExecuteScalarAsync(CancellationToken.None)).ShouldBe(1L, "one was ended, and all are there");
    }

    [Fact]
    public async Task settling_a_moment_whose_connection_was_ended_is_tried_anew()
    {
        await using var log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        await log.ReadAsync<string>("""
            create sequence public.begun;
            create function public.end_the_first() returns trigger language plpgsql as $$
                begin if nextval('public.begun') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
            create trigger ending before insert on notes.settled for each row execute function public.end_the_first();
            """);
        (await log.Door.SettleAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1), CancellationToken.None)).ShouldBeTrue();
        (await log.ReadAsync<long>("select last_value from public.begun")).ShouldBe([2]);
    }

    [Fact]
    public async Task one_who_comes_too_late_to_commit_is_tried_anew()
    {
        await using var log = await ALog.OpenAsync(await postgres.NewDatabaseAsync(), TimeProvider.System);
        var attempts = 0;
        var noted = await log.Door.AgainAsync(() => log.Door.EnterAsync(async (door, _) =>
        {
            if (++attempts == 1) await EndedAsync(log, door.Connection.ProcessID);
            else door.Append("a", [new Noted("late", 1)]);
            return attempts;
        }, null, CancellationToken.None), CancellationToken.None);
        noted.ShouldBe(2);
        (await log.ReadAsync<string>("select data ->> 'by' from notes.mt_events")).ShouldBe(["late"]);
    }

    private static Task EndedAsync(ALog log, int process) =>
        Eventually.TrueAsync(async () => (await log.ReadAsync<int>($"select pid from pg_stat_activity where pid = {process}")).Count == 0, ServiceDatabase.WriterPatience * 10);
}
