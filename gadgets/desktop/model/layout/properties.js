/**
 * The desktop's properties: what an administrator sets for everybody's desktop, each with its default. A team's layout
 * wins over the default layout, and that over what the server says (`properties` of /desktop/config.json, the product's
 * `utils finesse set_property desktop`). Source: Finesse administration guide, Desktop properties.
 */

const flag = (standard) => ({ standard, read: (text) => ({ true: true, false: false })[text] });
const number = (standard, least, most = Infinity) => ({
  standard,
  read: (text) => (/^\d{1,9}$/.test(text) ? Math.min(most, Math.max(least, Number(text))) : undefined),
});
const choice = (standard, ...others) => ({
  standard,
  read: (text) => [standard, ...others].find((one) => one === text),
});
const words = () => ({ standard: "", read: (text) => text });

const PROPERTIES = {
  title: words(),
  logo: words(),
  securityBannerMessage: words(),
  enableShortCutKeys: flag(true),
  enableDragDropAndResizeGadget: flag(false),
  displayNavLevelGadgetsFirstInMultitab: flag(false),
  maxTabsOnTabbedGadgetHeader: number(7, 1),
  forceWrapUp: flag(true),
  showWrapUpTimer: flag(true),
  wrapUpCountDown: flag(true),
  enableWrapupButtonForAllCallTypes: flag(false),
  pendingDTMFThresholdCount: number(20, 1, 20),
  dtmfRequestTimeoutInMs: number(5_000, 1_000, 200_000),
  enableDropParticipantFor: choice("supervisor_only", "conference_controller_and_supervisor", "all"),
  dropParticipant: choice("agents", "all"),
  showAgentHistoryGadgets: flag(true),
  showActiveCallDetails: flag(true),
  showNotificationOnCallVariablesChange: flag(false),
  showNotificationOnParticipantChange: flag(false),
  showNotificationOnWrapUpReasonsChange: flag(false),
  showNotificationOnNumCallsChange: flag(false),
  enableToasterNotificationForRONA: flag(true),
  enableToasterNotificationForFailover: flag(true),
  enableRingSound: flag(true), // ours
  retryLoginAfterLogoutPhoneFailure: flag(false),
  loginFailureRetryAttempts: number(3, 0, 10),
  loginFailureRetryInterval: number(60, 15, 180), // seconds
};

/**
 * Every property, read: true or false, a number, a word or a text. What is no value of its property counts as not set.
 *
 * @param {...Object<string, string>} given what is set, the weakest first
 */
export function propertiesOf(...given) {
  const own = (set, key) => (Object.hasOwn(set, key) ? PROPERTIES[key].read(set[key]) : undefined);
  return Object.fromEntries(
    Object.entries(PROPERTIES).map(([key, { standard }]) => [
      key,
      given.map((set) => own(set, key)).findLast((value) => value !== undefined) ?? standard,
    ]),
  );
}
