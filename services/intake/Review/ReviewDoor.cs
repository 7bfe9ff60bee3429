using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Intake.Sources;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>Takes a person's request about a claim through intake's one door, and turns what came of it into an answer.</summary>
internal sealed class ReviewDoor(ReportsQuery reports, ReportDoor door, ReportIntake intake, SourceRegister sources, TheatreRegister theatres, TextHashes hashes, ReviewSettings settings, TimeProvider clock)
{
    private const int LongestBody = 16 * 1024;
    private const string Version = "the claim's version as GET /api/claims/{id} tells it, for example \"0\"";

    /// <param name="read">Reads the body: what was asked, for the fingerprint, and the decision.</param>
    /// <param name="wait">How long to wait for the ledger's answer.</param>
    public async Task<IResult> ReviewAsync(string claimId, HttpRequest request, Func<BodyReader, Theatre, (object Asked, Review Decide)> read, TimeSpan wait, CancellationToken cancellation)
    {
        var person = request.HttpContext.User;
        var (headers, wrong) = PersonsHeaders.Read(request, person, Version);
        if (headers is null) return wrong!;
        var (body, refused) = await BodyReader.ReadIfAnyAsync(request, LongestBody, cancellation);
        if (body is null) return refused!;
        if (await reports.OfClaimAsync(claimId, cancellation) is not { } report) return ClaimsApi.NoClaim(claimId);
        var (content, decide) = read(body, theatres.Find(report.State.Received.Theatre)!);
        if (body.Problem() is { } problem) return problem;
        var asked = new ReviewAsked(new(headers.Id("rev_", claimId), PersonsHeaders.Fingerprint(content)), headers.Person, clock.GetUtcNow(), headers.IfVersion);
        var source = (await sources.FindAsync(report.State.Received.Source, cancellation))?.AsOfClaim() ?? RegisteredSource.Unregistered(report.State.Received.Source);
        var verdict = new ReviewVerdict([]);
        var after = await door.DecideAsync(report.State.Received.ReportId, state => (verdict = decide(state, claimId, asked, source, settings.Persons)).Events, cancellation);
        if (verdict.Obstacle is { } obstacle) return obstacle.Answer();
        if (wait > TimeSpan.Zero) after = await intake.AwaitDecisionsAsync(after!, wait, cancellation);
        return Results.Ok(ClaimOfReport.Of(report with { State = after! }, claimId, person, theatres, hashes, settings));
    }
}
