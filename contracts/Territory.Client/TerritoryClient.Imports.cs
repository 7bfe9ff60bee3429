namespace Territory.Client;

/// <content>History from files, and views rebuilt.</content>
public sealed partial class TerritoryClient
{
    /// <summary>Sends a CSV file of history. It is read as it is sent, however large; what is wrong with its rows is in the answer.</summary>
    /// <param name="csv">The file, UTF-8.</param>
    /// <param name="rowsAre"><c>decisions</c> or <c>claims</c>.</param>
    /// <param name="dryRun">Only compare it: nothing is recorded.</param>
    /// <param name="cancellation">Stops sending; nothing of it is recorded.</param>
    /// <returns>The import, which goes on by itself; the earlier one when the same file was sent before.</returns>
    public Task<ImportStatus> ImportAsync(Stream csv, string rowsAre, bool dryRun = false, CancellationToken cancellation = default) =>
        calls.SendFileAsync<ImportStatus>(new Query("api/imports").With("as", rowsAre).WithFlag("dryRun", dryRun).With("theatre", options.Theatre), csv, "text/csv", cancellation);

    /// <summary>How an import stands.</summary>
    public Task<ImportStatus> ImportAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<ImportStatus>(new Query("api/imports/" + Segment(id)), cancellation);

    /// <summary>What is wrong with an import's rows, a page of rows at a time.</summary>
    public Task<Page<ImportError>> ImportErrorsAsync(string id, string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<ImportError>>(new Query($"api/imports/{Segment(id)}/errors").With("after", after).With("limit", 1000), cancellation);

    /// <summary>Starts to rebuild a view; it goes on by itself. For operators.</summary>
    /// <param name="view">The view's name, such as <c>timeline</c>.</param>
    /// <param name="reason">Why; kept with the run.</param>
    /// <param name="approve">Put it in the place of the live one even where they differ.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="TerritoryException">409: it is being rebuilt already; the problem tells by whom.</exception>
    public Task<RebuildStatus> StartRebuildAsync(string view, string? reason = null, bool approve = false, CancellationToken cancellation = default) =>
        calls.PostAsync<RebuildStatus>(new Query("api/rebuilds"), new { view, reason, approve }, cancellation);

    /// <summary>How a rebuild stands.</summary>
    public Task<RebuildStatus> RebuildAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<RebuildStatus>(new Query("api/rebuilds/" + Segment(id)), cancellation);

    /// <summary>The rebuilds, newest first. For operators.</summary>
    public Task<Page<RebuildStatus>> RebuildsAsync(string? after = null, int? limit = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<RebuildStatus>>(new Query("api/rebuilds").With("after", after).With("order", "desc").With("limit", limit), cancellation);

    /// <summary>Lets a rebuild that waits take the live view's place, with the differences it shows; found more, it waits again. For operators.</summary>
    /// <exception cref="TerritoryException">409: it does not wait for approval.</exception>
    public Task<RebuildStatus> ApproveRebuildAsync(string id, CancellationToken cancellation = default) => calls.PostAsync<RebuildStatus>(new Query($"api/rebuilds/{Segment(id)}/approve"), new { }, cancellation);

    /// <summary>Ends a rebuild; the live view stays as it is. For operators.</summary>
    /// <exception cref="TerritoryException">409: it has ended.</exception>
    public Task<RebuildStatus> CancelRebuildAsync(string id, CancellationToken cancellation = default) => calls.PostAsync<RebuildStatus>(new Query($"api/rebuilds/{Segment(id)}/cancel"), new { }, cancellation);
}
