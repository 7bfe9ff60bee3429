using System.Diagnostics;
using Npgsql;
using Shouldly;
using Territory.Hosting.Store;
using Territory.Scenarios.Parts;
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
}
