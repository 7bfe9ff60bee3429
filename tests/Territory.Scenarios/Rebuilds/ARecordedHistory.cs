using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>A history recorded once, of which every scenario gets a database of its own.</summary>
public sealed class ARecordedHistory(PostgresPart postgres) : IAsyncLifetime
{
    private string recorded = "";

    public async ValueTask InitializeAsync()
    {
        recorded = await postgres.NewDatabaseAsync();
        await new AViewToRebuild(recorded).RecordAsync(31);
    }

    internal async Task<(string Database, AViewToRebuild View)> CopyAsync()
    {
        var database = await postgres.CopyAsync(recorded);
        var view = new AViewToRebuild(database);
        await view.RememberAsync();
        return (database, view);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
