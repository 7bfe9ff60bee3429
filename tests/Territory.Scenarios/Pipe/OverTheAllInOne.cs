using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Pipe;

public sealed class OverTheAllInOne(AllInOneInstallation installation) : PipeScenarios(installation), IClassFixture<AllInOneInstallation>;
