using Territory.Hosting.Store;

namespace Territory.Intake.Relay;

/// <summary>
/// Sends again what the ledger has not acknowledged: a message lost by the bus costs time, never a claim. The ledger knows
/// a claim it has and answers again; one on which it fails is sent ever more rarely, at last every ten minutes.
/// </summary>
internal sealed partial class ResendUnacknowledged(IntakeStore store, SendClaims sender, ILogger<ResendUnacknowledged> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int AtOnce = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(store.Database, "resend", logger).RunAsync(RunAsync, stoppingToken);

    private async Task RunAsync(CancellationToken cancellation)
    {
        // What was under way when the last leader died was under way long enough.
        var patience = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ResendAsync(patience, cancellation);
                patience = Patience;
                await Task.Delay(Every, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ResendAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var reports = new List<(string Report, string[] Claims)>();
        await using (var take = store.Database.Pool.CreateCommand($"""
            update {IntakeStore.Schema}.claims set sent_at = clock_timestamp(), resends = resends + 1
            where id in (
              select id from {IntakeStore.Schema}.claims
              where state = 'sent' and sent_at < clock_timestamp() - $1 * power(2, least(resends, 6))
              order by sent_at limit $2)
            returning report_id, id
            """))
        {
            take.Parameters.Add(new() { Value = patience });
            take.Parameters.Add(new() { Value = AtOnce });
            await using var row = await take.ExecuteReaderAsync(cancellation);
            var taken = new List<(string Report, string Claim)>();
            while (await row.ReadAsync(cancellation)) taken.Add((row.GetString(0), row.GetString(1)));
            reports.AddRange(taken.GroupBy(t => t.Report).Select(g => (g.Key, g.Select(t => t.Claim).ToArray())));
        }
        foreach (var (report, claims) in reports)
        {
            LogResending(logger, report, claims.Length);
            await sender.SendAsync(report, claims, Guid.NewGuid(), cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The ledger has not acknowledged {Count} claims of report {Report}; they are sent again")]
    private static partial void LogResending(ILogger logger, string report, int count);
}
