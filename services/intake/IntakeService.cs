using Microsoft.Extensions.DependencyInjection.Extensions;
using Territory.Hosting;
using Territory.Hosting.Outbound;
using Territory.Hosting.Store;
using Territory.Intake.Feeds;
using Territory.Intake.Reading.Supplied;
using Territory.Intake.Relay;
using Territory.Intake.Reports;
using Territory.Intake.Review;
using Territory.Intake.Sources;
using Territory.Intake.Stories;
using Territory.Theatres;

namespace Territory.Intake;

/// <summary>Intake: takes reports, reads them, keeps the words, sends confident claims to the ledger.</summary>
public static class IntakeService
{
    public static void AddIntake(this TerritoryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddStore<IntakeStore>(IntakeStore.Schema, ReportDoor.Tables + SourceRegister.Create + StoryTable.Create + FeedRegister.Create);
        builder.Schema(new SchemaWork(IntakeStore.Schema, SeedSourcesAsync));
        builder.AddFollower<IntakeStore, SendClaims>(SendClaims.Name, TimeSpan.FromMilliseconds(3));
        builder.Bus(bus => bus.AddConsumer<ClaimsRecordedConsumer>(typeof(ClaimsRecordedConsumerDefinition)));
        builder.Services.TryAddSingleton(_ => new TheatreRegister(TheatrePacks.LoadAll()));
        builder.Services.AddSingleton<ReportDoor>().AddSingleton<ReportIntake>().AddSingleton<ReportsQuery>().AddSingleton<SourceRegister>().AddSingleton<TextHashes>().AddSingleton<Readers>();
        builder.Services.AddSingleton(ExtractorSettings.Read(builder.Web.Configuration));
        builder.Services.AddSingleton<SuppliedReader>();
        builder.Services.AddSingleton(ReviewSettings.Read(builder.Web.Configuration)).AddSingleton<ReviewDoor>();
        builder.Services.AddHostedService<ResendUnacknowledged>();
        var reachable = AddressGuard.Read(FetchWeb.Setting, builder.Web.Configuration[FetchWeb.Setting]);
        builder.Services.AddSingleton(_ => new FetchWeb(reachable)).AddSingleton<FeedRegister>().AddTransient<PollFeeds>();
        builder.Recurring<PollFeeds>("poll-feeds", "* * * * *", job => job.RunAsync(CancellationToken.None));
    }

    public static void MapIntake(this TerritoryApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Web.MapReports();
        app.Web.MapClaims();
        app.Web.MapSources();
        app.Web.MapFeeds();
    }

    private static async Task SeedSourcesAsync(IServiceProvider services, CancellationToken cancellation)
    {
        foreach (var theatre in services.GetRequiredService<TheatreRegister>().All) await services.GetRequiredService<SourceRegister>().SeedAsync(theatre, cancellation);
    }
}
