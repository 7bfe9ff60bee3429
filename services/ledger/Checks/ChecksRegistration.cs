using Territory.Hosting;
using Territory.Hosting.Store;
using Territory.Ledger.Integrity;
using Territory.Ledger.Snapshots;

namespace Territory.Ledger.Checks;

/// <summary>What proves the ledger: checks of the views and their repair, seals and checkpoints of both logs, snapshots.</summary>
internal static class ChecksRegistration
{
    private const string Tables = CheckRuns.Create + Findings.Create + CheckedViews.Create + RepairArea.Create + Seals.Create + SigningKey.Create + PinnedSnapshots.Create;

    public static void AddChecks(this TerritoryBuilder builder)
    {
        builder.Schema(new SchemaWork(LedgerStore.Schema, CreateAsync));
        builder.Recurring<RunCheck>("check-views", "20 * * * *", job => job.RunHourlyAsync(CancellationToken.None));
        builder.Recurring<RunCheck>("verify-logs", "45 2 * * *", job => job.RunNightlyAsync(CancellationToken.None));
        builder.Recurring<TakeSnapshot>("take-snapshots", "10 0 * * *", job => job.RunNightlyAsync(CancellationToken.None));
        builder.Services.AddSingleton<CheckRuns>();
        builder.Services.AddSingleton<Findings>();
        builder.Services.AddSingleton<CheckedViews>();
        builder.Services.AddSingleton<CheckViews>();
        builder.Services.AddSingleton<RepairArea>();
        builder.Services.AddTransient<RunCheck>();
        builder.Services.AddHostedService<ResumeChecks>();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddHostedService<SealLog>();
        builder.Services.AddSingleton<CheckLog>();
        builder.Services.AddSingleton<PinnedSnapshots>();
        builder.Services.AddSingleton<CheckSnapshot>();
        builder.Services.AddTransient<TakeSnapshot>();
    }

    public static void MapChecksAndProofs(this IEndpointRouteBuilder routes)
    {
        routes.MapViews();
        routes.MapChecks();
        routes.MapVerify();
        routes.MapSnapshots();
    }

    /// <summary>The tables; and the key that signs is read, so that a wrong one is told at the start, and kept with the log.</summary>
    private static async Task CreateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<LedgerStore>();
        await using (var create = store.Database.Pool.CreateCommand(Tables)) await create.ExecuteNonQueryAsync(cancellation);
        await services.GetRequiredService<SigningKey>().PublishAsync(store, services.GetRequiredService<TimeProvider>(), cancellation);
    }
}
