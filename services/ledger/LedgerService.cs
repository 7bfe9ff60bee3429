using Microsoft.Extensions.DependencyInjection.Extensions;
using Territory.Contracts;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Hosting.Bus.DeadLetters;
using Territory.Hosting.Store;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Briefs;
using Territory.Ledger.Changes;
using Territory.Ledger.Checks;
using Territory.Ledger.Chronology;
using Territory.Ledger.Control;
using Territory.Ledger.Decisions;
using Territory.Ledger.Imports;
using Territory.Ledger.Knowledge;
using Territory.Ledger.Log;
using Territory.Ledger.Rebuilds;
using Territory.Ledger.Recording;
using Territory.Ledger.Relay;
using Territory.Ledger.Reviews;
using Territory.Ledger.Theatres;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger;

/// <summary>The ledger: records claims, decides, answers who held what when, publishes from its own log.</summary>
public static class LedgerService
{
    /// <summary>Value of <c>TERRITORY_CHRONOLOGY_UNTIL</c>: up to the day on which a theatre's demonstration begins.</summary>
    public const string UntilTheDemonstration = "demonstration";

    public static void AddLedger(this TerritoryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddStore<LedgerStore>(LedgerStore.Schema, string.Concat(
            ViewVersions.Create,
            LogPosition.CreateIndex,
            PublicLog.Create,
            ChronologyMarks.Create,
            RebuildRuns.Create,
            Findings.Create,
            ImportRuns.Create,
            StagedRows.Create));
        builder.Schema(new SchemaWork(LedgerStore.Schema, (services, cancellation) => ViewVersions.ApplyAsync(services.GetRequiredService<LedgerStore>(), services.GetRequiredService<RebuildRuns>(), services.GetRequiredService<RebuildView>(), cancellation)));
        builder.Schema(new SchemaWork(LedgerStore.Schema, LoadChronologiesAsync));
        builder.AddFollower<LedgerStore, RelayLog>(RelayLog.Name, TimeSpan.FromMilliseconds(1));
        builder.AddFollower<LedgerStore, ReassessAreas>(ReassessAreas.Name, TimeSpan.FromMilliseconds(250));
        builder.Bus(bus => bus.AddConsumer<RecordClaimsConsumer>(typeof(RecordClaimsConsumerDefinition)));
        builder.NotRecurring("rebuild-control-now");
        builder.Recurring<RebuildView>("rebuild-views", "30 3 * * *", job => job.RunNightlyAsync(CancellationToken.None));
        builder.Recurring<SweepRebuilds>("sweep-rebuilds", "* * * * *", job => job.RunAsync(CancellationToken.None));
        builder.Services.TryAddSingleton(_ => new TheatreRegister(TheatrePacks.LoadAll()));
        builder.Services.AddSingleton<AreaDoor>();
        builder.Services.AddSingleton<RecordClaimsTogether>();
        builder.Services.AddSingleton<ClaimBatches>();
        builder.Services.AddSingleton<ActorDoor>();
        builder.Services.AddSingleton<DecisionDoor>();
        builder.Services.AddSingleton<ControlQuery>();
        builder.Services.AddSingleton<ChangesQuery>();
        builder.Services.AddSingleton<EventsQuery>();
        builder.Services.AddSingleton<ChronologyMarks>();
        builder.Services.AddSingleton<KnowledgeQuery>();
        builder.Services.AddSingleton<ReviewsQuery>();
        builder.Services.AddSingleton<BriefQuery>();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<LoadChronology>();
        builder.Services.AddSingleton<KnownSuccessions>();
        builder.Services.AddSingleton<RebuildRuns>();
        builder.Services.AddTransient<RebuildView>();
        builder.Services.AddTransient<SweepRebuilds>();
        builder.Services.AddHostedService<ResumeRebuilds>();
        builder.Services.AddSingleton<ImportRuns>();
        builder.Services.AddSingleton<StagedRows>();
        builder.Services.AddSingleton<StageImport>();
        builder.Services.AddSingleton<CompareImport>();
        builder.Services.AddTransient<AppendImport>();
        builder.Services.AddHostedService<ResumeImports>();
        builder.AddChecks();
    }

    public static void MapLedger(this TerritoryApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Web.MapControl();
        app.Web.MapAreas();
        app.Web.MapActors();
        app.Web.MapChanges();
        app.Web.MapEvents();
        app.Web.MapKnowledge();
        app.Web.MapDecisions();
        app.Web.MapReviews();
        app.Web.MapBrief();
        app.Web.MapTheatres();
        app.Web.MapRebuilds();
        app.Web.MapImports();
        app.Web.MapChecksAndProofs();
        app.Web.MapKeys();
        app.Web.MapDeadLetters();
    }

    /// <summary>
    /// Loads the chronology of every theatre up to the day of <c>TERRITORY_CHRONOLOGY_UNTIL</c>, a local day or the word
    /// <c>demonstration</c>, if it is set and was not loaded before, and before anything else is recorded.
    /// </summary>
    private static async Task LoadChronologiesAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var text = services.GetRequiredService<IConfiguration>()["CHRONOLOGY_UNTIL"];
        foreach (var theatre in services.GetRequiredService<TheatreRegister>().All)
            await services.GetRequiredService<LoadChronology>().RunAsync(theatre, string.IsNullOrEmpty(text) ? null : Until(text, theatre), cancellation);
    }

    /// <summary>The day, or for <c>demonstration</c> the one on which the theatre's invented reports begin; null when it has none.</summary>
    private static DateOnly? Until(string text, Theatre theatre)
    {
        var day = text == UntilTheDemonstration ? theatre.Demonstration.Count > 0 ? theatre.Demonstration[0].PublishedAt : null : text;
        if (day is null) return null;
        return LocalTime.TryParse(day, theatre.Zone, DateBasis.Analyst, out var time) && time.Precision is Precision.Day or Precision.Minute
            ? LocalTime.DayOf(time.From, theatre.Zone)
            : throw Hosting.Settings.SettingException.Wrong("CHRONOLOGY_UNTIL", $"'{text}'", $"a local day such as 2024-12-05, or {UntilTheDemonstration}");
    }
}
