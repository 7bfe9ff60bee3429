using System.Globalization;
using System.Net.Http.Headers;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>
/// A typed client of Territory's HTTP API. Safe for use by several threads.
/// Every call throws <see cref="TerritoryException"/> when the server refuses, <see cref="HttpRequestException"/> when
/// it cannot be reached, and <see cref="InvalidDataException"/> when what answers is not Territory.
/// </summary>
public sealed partial class TerritoryClient : IDisposable
{
    private readonly Calls calls;
    private readonly TerritoryClientOptions options;
    private readonly HttpClient? owned;

    /// <summary>Uses a client that the caller owns; its <see cref="HttpClient.BaseAddress"/> ends in a slash, and it carries the key.</summary>
    public TerritoryClient(HttpClient http, TerritoryClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.BaseAddress is null) throw new ArgumentException("The HttpClient has no BaseAddress; set it to the address of the server, for example http://127.0.0.1:5080/.", nameof(http));
        this.options = options ?? new();
        calls = new Calls(http);
    }

    private TerritoryClient(HttpClient http, TerritoryClientOptions? options, HttpClient owned) : this(http, options) => this.owned = owned;

    /// <summary>Opens a client of its own on a server.</summary>
    /// <param name="address">The server's address, <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="key">A key or token with the roles the calls need; null sends none.</param>
    /// <param name="options">How it behaves.</param>
    public static TerritoryClient Connect(Uri address, string? key, TerritoryClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        // The API never redirects; a key must not follow somebody else who does.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var http = new HttpClient(handler) { BaseAddress = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new TerritoryClient(http, options, owned: http);
    }

    /// <summary>
    /// Every change after a position, in order and each once, first from the log, then live, for ever.
    /// Interruptions are waited out; a refusal ends it with a <see cref="TerritoryException"/>.
    /// </summary>
    /// <param name="after">The last position already known; 0 for all of history; null for what comes from now on.</param>
    /// <param name="filter">Which changes; null for all.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="CursorAheadException">The server has never been at <paramref name="after"/>.</exception>
    public IAsyncEnumerable<CloudEvent> Changes(long? after = null, ChangeFilter? filter = null, CancellationToken cancellation = default) =>
        new ChangeStream(calls, options, filter ?? new()).ReadAsync(after, cancellation);

    /// <summary>
    /// The same, from where <paramref name="cursor"/> left off. A change is acknowledged when the loop asks for the next one:
    /// a crash in the loop's body, or leaving the loop, shows that change again.
    /// </summary>
    /// <param name="cursor">Where the last acknowledged position is kept.</param>
    /// <param name="startAfter">Where to begin when nothing was acknowledged yet; null for now, 0 for the beginning.</param>
    /// <param name="filter">Which changes; null for all.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<CloudEvent> Changes(ICursorStore cursor, long? startAfter, ChangeFilter? filter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        var after = await cursor.ReadAsync(cancellation) ?? startAfter;
        await foreach (var change in Changes(after, filter, cancellation).ConfigureAwait(false))
        {
            yield return change;
            await cursor.WriteAsync(Seam.PositionOf(change), cancellation);
        }
    }

    /// <summary>Submits a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="dryRun">Only read it: nothing is stored and ids are null.</param>
    /// <param name="waitSeconds">Wait up to this long until its claims are decided.</param>
    /// <param name="cancellation">Stops waiting for the answer; the report may be stored all the same, and sending it again is harmless.</param>
    public Task<ReportReceipt> SubmitReportAsync(ReportToSubmit report, bool dryRun = false, int? waitSeconds = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        var path = new Query("api/reports").WithFlag("dryRun", dryRun).With("wait", waitSeconds);
        return calls.PostAsync<ReportReceipt>(path, report with { Theatre = report.Theatre ?? options.Theatre }, cancellation);
    }

    /// <summary>Who holds the areas of a level.</summary>
    public Task<ControlAnswer> ControlAsync(ControlQuestion? question = null, CancellationToken cancellation = default) =>
        calls.GetAsync<ControlAnswer>(Control("api/control", question ?? new()), cancellation);

    /// <summary>Who holds one area, given by code, ISO code or unambiguous name.</summary>
    public Task<AreaControlAnswer> ControlAsync(string area, ControlQuestion? question = null, CancellationToken cancellation = default) =>
        calls.GetAsync<AreaControlAnswer>(Control("api/control/" + Segment(area), question ?? new()), cancellation);

    /// <summary>A page of the public log.</summary>
    public Task<ChangesPage> ChangesPageAsync(ChangesQuestion? question = null, CancellationToken cancellation = default)
    {
        var asked = question ?? new();
        var path = new Query("api/changes").With("after", asked.After).With("area", asked.Area).With("actor", asked.Actor)
            .With("since", asked.Since).With("until", asked.Until).With("limit", asked.Limit)
            .With("order", asked.NewestFirst ? "desc" : null).With("theatre", options.Theatre);
        return calls.GetAsync<ChangesPage>(path, cancellation);
    }

    /// <summary>The last public position; 0 when nothing was ever recorded.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation = default) => ChangeStream.HeadAsync(calls, options, cancellation);

    /// <summary>Areas whose code or name, in either language, fits.</summary>
    public Task<Page<AreaFound>> AreasAsync(string query, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<AreaFound>>(new Query("api/areas").With("q", query).With("theatre", options.Theatre), cancellation);

    /// <summary>Who can hold an area: all of them, or those whose code or name, in either language, fits.</summary>
    /// <param name="query">A code or a part of a name; null for all.</param>
    /// <param name="validOn">Only those that existed on this local day.</param>
    /// <param name="after">The <see cref="Page{T}.Next"/> of the page before.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<Page<ActorFound>> ActorsAsync(string? query = null, string? validOn = null, string? after = null, CancellationToken cancellation = default) =>
        calls.GetAsync<Page<ActorFound>>(new Query("api/actors").With("q", query).With("validOn", validOn).With("after", after).With("theatre", options.Theatre), cancellation);

    /// <summary>Records that an actor goes on as another. For analysts. The same again is no second one.</summary>
    public Task<SuccessionRecorded> RecordSuccessionAsync(SuccessionToRecord succession, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(succession);
        return calls.PostAsync<SuccessionRecorded>(new Query("api/successions"), succession with { Theatre = succession.Theatre ?? options.Theatre }, cancellation);
    }

    /// <summary>Takes back a succession that was wrong: what was said under its names is said under the old ones again. For analysts.</summary>
    /// <param name="id">The succession, as <see cref="SuccessionRecorded.Id"/> or the log names it.</param>
    /// <param name="reason">Why; told to everybody who was told of the succession.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<SuccessionTakenBack> RetractSuccessionAsync(string id, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return calls.PostAsync<SuccessionTakenBack>(new Query($"api/successions/{Uri.EscapeDataString(id)}/retract"), new { reason }, cancellation);
    }

    /// <summary>The theatres of the server.</summary>
    public Task<Page<TheatreFound>> TheatresAsync(CancellationToken cancellation = default) => calls.GetAsync<Page<TheatreFound>>(new Query("api/theatres"), cancellation);

    /// <summary>Who held an area when, oldest first.</summary>
    /// <param name="area">Code, ISO code or unambiguous name.</param>
    /// <param name="known">As the record stood at this time or position.</param>
    /// <param name="reported">As the claims reported up to this time would have it.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public async Task<AreaTimeline> TimelineAsync(string area, string? known = null, string? reported = null, CancellationToken cancellation = default)
    {
        var (items, page) = (new List<TimelineSegment>(), await PageAsync(known, after: null));
        for (items.AddRange(page.Items); page.Next is { } after; items.AddRange(page.Items))
            // The rest by what was recorded when the first page was answered, or the pages would not fit together.
            page = await PageAsync(known ?? page.Position.ToString(CultureInfo.InvariantCulture), after);
        return page with { Items = items };

        Task<AreaTimeline> PageAsync(string? known, string? after) => calls.GetAsync<AreaTimeline>(
            new Query($"api/areas/{Segment(area)}/timeline").With("known", known).With("reported", reported).With("after", after).With("theatre", options.Theatre), cancellation);
    }

    /// <summary>A page of what was learned in a span of recording, oldest first.</summary>
    public Task<Page<Learned>> KnowledgeAsync(KnowledgeQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var path = new Query("api/knowledge").With("since", question.Since).With("until", question.Until).With("area", question.Area).With("kind", question.Kind)
            .With("after", question.After).With("theatre", options.Theatre);
        return calls.GetAsync<Page<Learned>>(path, cancellation);
    }

    /// <summary>The printable page of a span of recording, as HTML.</summary>
    /// <param name="since">A local day, month or year, an instant or a position; a week before the end when null.</param>
    /// <param name="until">The same; now when null.</param>
    /// <param name="language"><c>ar</c> or <c>en</c>.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<string> BriefPageAsync(string? since = null, string? until = null, string? language = null, CancellationToken cancellation = default) =>
        calls.GetTextAsync(Brief(since, until).With("lang", language), "text/html", cancellation);

    /// <summary>The same as values.</summary>
    /// <param name="since">A local day, month or year, an instant or a position; a week before the end when null.</param>
    /// <param name="until">The same; now when null.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<Brief> BriefAsync(string? since = null, string? until = null, CancellationToken cancellation = default) => calls.GetAsync<Brief>(Brief(since, until), cancellation);

    /// <summary>Makes an address that signs one person in to the console, once. For administrators.</summary>
    public Task<SignInLink> CreateSignInLinkAsync(CancellationToken cancellation = default) => calls.PostAsync<SignInLink>(new Query("api/session/links"), new { }, cancellation);

    /// <summary>Closes the connections, if the client opened them itself.</summary>
    public void Dispose() => owned?.Dispose();

    private Query Control(string path, ControlQuestion question) => new Query(path)
        .With("level", question.Level is { } level ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(level.ToString()) : null)
        .With("at", question.At).With("known", question.Known).With("reported", question.Reported).With("names", question.Names).With("theatre", options.Theatre);

    private Query Brief(string? since, string? until) => new Query("api/brief").With("since", since).With("until", until).With("theatre", options.Theatre);

    private static string Segment(string area)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(area);
        return Uri.EscapeDataString(area);
    }
}
