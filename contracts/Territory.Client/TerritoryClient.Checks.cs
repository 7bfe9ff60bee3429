namespace Territory.Client;

// Checks, repairs, proofs and snapshots: for operators; snapshots are read by every reader.
public sealed partial class TerritoryClient
{
    /// <summary>Starts holding the views beside the fold of their log.</summary>
    /// <param name="view">Only this view.</param>
    /// <param name="area">Only this area.</param>
    /// <param name="share">Only this twenty-fourth of the areas, 0 to 23.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <returns>The check, which goes on by itself.</returns>
    public Task<CheckStatus> CheckAsync(string? view = null, string? area = null, int? share = null, string? reason = null, CancellationToken cancellation = default) =>
        calls.PostAsync<CheckStatus>(new Query("api/checks"), new { view, area, share, reason, theatre = options.Theatre }, cancellation);

    /// <summary>Starts proving both logs against what was sealed and signed.</summary>
    public Task<CheckStatus> VerifyAsync(string? reason = null, CancellationToken cancellation = default) => calls.PostAsync<CheckStatus>(new Query("api/verify"), new { reason }, cancellation);

    /// <summary>Holds a checkpoint that was kept beside the public log as it is served now, entry by entry from the first; for every reader.</summary>
    /// <param name="kept">The checkpoint.</param>
    /// <param name="publicKey">The key it names, PEM, where it was kept too; the server is asked for it otherwise.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <returns>What does not hold, in sentences; none when it holds.</returns>
    public Task<IReadOnlyList<string>> HoldCheckpointAsync(KeptCheckpoint kept, string? publicKey = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return new KeptCheckpointProof(calls, kept).RunAsync(publicKey, cancellation);
    }

    /// <summary>Starts proving a snapshot: the log is folded anew up to its position.</summary>
    public Task<CheckStatus> VerifySnapshotAsync(string id, string? reason = null, CancellationToken cancellation = default) =>
        calls.PostAsync<CheckStatus>(new Query($"api/snapshots/{Segment(id)}/verify"), new { reason }, cancellation);

    /// <summary>How a check stands.</summary>
    public Task<CheckStatus> CheckStatusAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<CheckStatus>(new Query("api/checks/" + Segment(id)), cancellation);

    /// <summary>What a check found, a page at a time.</summary>
    public Task<Page<CheckFinding>> FindingsAsync(string id, string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<CheckFinding>>(new Query($"api/checks/{Segment(id)}/findings").With("after", after).With("limit", 1000), cancellation);

    /// <summary>Ends a check that is under way.</summary>
    public Task<CheckStatus> CancelCheckAsync(string id, CancellationToken cancellation = default) => calls.PostAsync<CheckStatus>(new Query($"api/checks/{Segment(id)}/cancel"), new { }, cancellation);

    /// <summary>The views of the ledger.</summary>
    public Task<Page<ViewStanding>> ViewsAsync(CancellationToken cancellation = default) => calls.GetAsync<Page<ViewStanding>>(new Query("api/views"), cancellation);

    /// <summary>Replaces an area's rows of a view by what its log folds to.</summary>
    public Task<ViewRepair> RepairAsync(string view, string area, string? reason = null, CancellationToken cancellation = default) =>
        calls.PostAsync<ViewRepair>(new Query($"api/views/{Segment(view)}/repair"), new { area, reason, theatre = options.Theatre }, cancellation);

    /// <summary>Pins the state of all areas.</summary>
    /// <param name="at">At this time of the world; now when null.</param>
    /// <param name="known">By what was recorded up to this time or position; by everything when null.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<PinnedState> TakeSnapshotAsync(string? at = null, string? known = null, string? reason = null, CancellationToken cancellation = default) =>
        calls.PostAsync<PinnedState>(new Query("api/snapshots"), new { at, known, reason, theatre = options.Theatre }, cancellation);

    /// <summary>A page of the snapshots, newest first.</summary>
    public Task<Page<PinnedState>> SnapshotsAsync(string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<PinnedState>>(new Query("api/snapshots").With("after", after).With("order", "desc").With("theatre", options.Theatre), cancellation);

    /// <summary>A snapshot's file, as it was pinned.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="geojson">With shapes, as GeoJSON.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<string> SnapshotAsync(string id, bool geojson = false, CancellationToken cancellation = default) =>
        calls.GetTextAsync(new Query("api/snapshots/" + Segment(id)).With("format", geojson ? "geojson" : "json"), geojson ? "application/geo+json" : "application/json", cancellation);
}
