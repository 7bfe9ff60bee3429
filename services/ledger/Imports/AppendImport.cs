using System.Diagnostics;
using System.Threading.Channels;
using Hangfire;
using Npgsql;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>
/// Job: compares a staged import where it must, then appends it a few rows at a time. Each transaction takes its rows and
/// moves the import's own mark at once, so that it resumes where it was, however often and wherever it is started again.
/// </summary>
internal sealed partial class AppendImport(AreaDoor door, ImportRuns runs, StagedRows staged, CompareImport compare, TheatreRegister theatres, KnownSuccessions successions, ILogger<AppendImport> logger)
{
    /// <summary>An import that has begun must end: a failure is tried again for good, and shows as its <c>error</c> meanwhile.</summary>
    [JobDisplayName("Import {0}")]
    [AutomaticRetry(Attempts = int.MaxValue, DelaysInSeconds = [1, 2, 5, 15, 60], LogEvents = false)]
    public async Task RunAsync(string id, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { EndedAt: null } run) return;
        try
        {
            var pack = theatres.Find(run.Theatre) ?? throw new InvalidOperationException($"The theatre '{run.Theatre}' of the import {id} is not here; expected {theatres.Expected}. Start the ledger with its pack.");
            var theatre = await successions.ApplyAsync(pack, cancellation);
            if (run.State != ImportState.Appending && !await MayAppendAsync(run, theatre, cancellation)) return;
            if (await AppendAllAsync(run, theatre, cancellation)) await EndAsync(id, ImportState.Done, null, cancellation);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            LogStumbled(logger, failed, id);
            await runs.StumbledAsync(id, Told(failed), CancellationToken.None);
            throw;
        }
    }

    private static string Told(Exception failed) => failed is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        ? "The database's disk is full. Make room on the disk of PostgreSQL: the import then goes on by itself where it stands. What was appended stays, and nothing of the rest is."
        : $"{failed.Message} It is tried again; what was appended stays.";

    /// <summary>A dry run ends here, as does an import with a row that contradicts what its id stands for.</summary>
    private async Task<bool> MayAppendAsync(ImportRun run, Theatre theatre, CancellationToken cancellation)
    {
        var repeats = run.As == ImportKind.Claims ? staged.RepeatsClaimsAsync(run.Id, run.Theatre, cancellation) : staged.HasOwnIdsAsync(run.Id, cancellation);
        if (!await repeats && !run.DryRun) return true;
        if (!await runs.ValidateAsync(run.Id, cancellation)) return false;
        var diff = await compare.RunAsync(run, theatre, cancellation);
        if (run.DryRun) await runs.ComparedAsync(run.Id, diff, cancellation);
        var bad = (await runs.FindAsync(run.Id, cancellation))!.BadRows;
        if (bad == 0 && !run.DryRun) return true;
        await EndAsync(run.Id, bad > 0 ? ImportState.Failed : ImportState.Done, bad > 0 ? StageImport.BadRows(bad, run.Rows) : null, cancellation);
        return false;
    }

    /// <summary>False when somebody else goes on with it, or it was cancelled before it began.</summary>
    private async Task<bool> AppendAllAsync(ImportRun run, Theatre theatre, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = Channel.CreateBounded<NamedRow>(new BoundedChannelOptions(2 * ImportPace.Most) { SingleReader = true, SingleWriter = true });
        var reading = ReadAheadAsync(run, theatre, ahead.Writer, ending.Token);
        try
        {
            var (done, pace) = (run.Done, ImportPace.First);
            while (await TakeAsync(ahead.Reader, pace.Rows, cancellation) is { Count: > 0 } rows)
            {
                if (await AppendAsync(run.Id, done, rows, theatre, cancellation) is not { } held) return false;
                (done, pace) = (done + rows.Count, pace.After(held));
            }
            return done == run.Rows ? true : throw new InvalidOperationException($"The import {run.Id} has {run.Rows} rows, but only {done} were found staged.");
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long the append lock was held; null when the rows were not ours to take.</summary>
    private async Task<TimeSpan?> AppendAsync(string id, long done, IReadOnlyList<NamedRow> rows, Theatre theatre, CancellationToken cancellation)
    {
        var byArea = rows.GroupBy(r => r.Content.Area.Code).ToDictionary(g => g.Key, g => g.ToArray());
        var (ours, since) = (false, 0L);
        await door.DecideAsync(theatre, byArea.Keys, view => ours ? RecordRows.Decide(view, byArea[view.Area.Code], view.Theatre) : [], cancellation, async (open, ct) =>
        {
            since = Stopwatch.GetTimestamp();
            ours = await runs.AdvanceAsync(open.Connection, id, done, done + rows.Count, ct);
        });
        return ours ? Stopwatch.GetElapsedTime(since) : null;
    }

    private async Task ReadAheadAsync(ImportRun run, Theatre theatre, ChannelWriter<NamedRow> ahead, CancellationToken cancellation)
    {
        try
        {
            var (header, terms) = (ImportHeader.Read(run.As, run.Header).Header!, ImportTerms.Checked(theatre));
            await foreach (var row in staged.ReadAsync(run.Id, run.Done, cancellation))
            {
                var read = ImportRow.Read(header, row.Cells, terms);
                if (read.Content is not { } content)
                    throw new InvalidOperationException($"Row {row.Row} of the import {run.Id} was sound when it was staged, and is not by this pack: {read.Errors[0].Field} is '{read.Errors[0].Found}', expected {read.Errors[0].Expected}. Start the ledger with the pack of then.");
                await ahead.WriteAsync(NamedRow.Of(run, row.Row, read.OwnId, content), cancellation);
            }
            ahead.Complete();
        }
        catch (Exception failed)
        {
            // Whoever takes rows learns of it.
            ahead.Complete(failed);
        }
    }

    private static async Task<IReadOnlyList<NamedRow>> TakeAsync(ChannelReader<NamedRow> ahead, int most, CancellationToken cancellation)
    {
        var rows = new List<NamedRow>(most);
        while (rows.Count < most && await ahead.WaitToReadAsync(cancellation))
            while (rows.Count < most && ahead.TryRead(out var row)) rows.Add(row);
        return rows;
    }

    private async Task EndAsync(string id, ImportState state, string? error, CancellationToken cancellation)
    {
        await runs.EndAsync(id, state, error, cancellation);
        await staged.ForgetAsync(id, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} stumbled; it is tried again from where it is")]
    private static partial void LogStumbled(ILogger logger, Exception exception, string id);
}

/// <summary>At the start of a process, what another one left unfinished goes on.</summary>
internal sealed class ResumeImports(ImportRuns runs, IBackgroundJobClient jobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await runs.UnfinishedAsync(cancellationToken)) jobs.Enqueue<AppendImport>(job => job.RunAsync(run.Id, CancellationToken.None));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
