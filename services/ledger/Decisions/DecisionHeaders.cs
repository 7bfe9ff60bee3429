using System.Security.Claims;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Decisions;

/// <summary>What stands around a person's request about an area.</summary>
internal static class DecisionHeaders
{
    public static (PersonsHeaders? Headers, IResult? Refused) Read(HttpRequest request, ClaimsPrincipal person) =>
        PersonsHeaders.Read(request, person, "the area's version as GET /api/control/{area} tells it, for example \"3\"");

    public static Asked For(this PersonsHeaders headers, string prefix, string theatre, string area, object content, DateTimeOffset at) =>
        new(headers.Id(prefix, $"{theatre}/{area}"), PersonsHeaders.Fingerprint(content), headers.Person, at, headers.IfVersion);
}
