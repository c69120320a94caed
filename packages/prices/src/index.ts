export {
  type Cost,
  loadPricing,
  type PricedRequests,
  type Pricing,
  sumOfCosts,
  type UserPrice,
  type UserPrices,
} from "./pricing.ts";
